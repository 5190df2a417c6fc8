'use client'
import { type FormEvent, useId, useState } from 'react'
import { checksWord, type Deed, refusedIn, runBulk, sentenceOf, tellBulk } from '@/components/checks/bulk'
import { everyOf } from '@/components/checks/check-words'
import { Refusals } from '@/components/checks/refusals'
import { Button } from '@/components/ui/button'
import { FilterChip } from '@/components/ui/chip'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import type { BulkDone } from '@/server/checks/deeds'
import type { CheckRow } from '@/server/live/rows'
import type { EngineeringView } from '@/server/views/engineering'

export type BulkKind = 'tags' | 'interval' | 'service' | 'policy'
type BulkDialogProps = {
  kind: BulkKind
  chosen: readonly CheckRow[]
  services: EngineeringView['serviceNames']
  policies: EngineeringView['policies']
  close: () => void
}

const TITLES: Readonly<Record<BulkKind, string>> = {
  tags: 'Tags',
  interval: 'Interval',
  service: 'Move to a service',
  policy: 'Who is told',
}

/** Asks what all of them are to become. What is refused for one stays on screen by its name; the others are done. */
export function BulkDialog({ kind, chosen, services, policies, close }: BulkDialogProps) {
  const form = useId()
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string>()
  const [done, setDone] = useState<BulkDone>()
  const [leaving, setLeaving] = useState<ReadonlySet<string>>(new Set())
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const deed = deedOf(kind, new FormData(event.currentTarget), leaving)
    setBusy(true)
    const answer = await runBulk(
      chosen.map(({ id }) => id),
      deed,
    )
    setBusy(false)
    if ('problem' in answer) return setWrong(sentenceOf(answer.problem))
    if (refusedIn(answer.value).length > 0) return setDone(answer.value)
    tellBulk(deed, answer.value)
    close()
  }
  const there = [...new Set(chosen.flatMap(({ tags }) => tags))].sort()
  const leave = (tag: string) =>
    setLeaving((before) => (before.has(tag) ? new Set([...before].filter((one) => one !== tag)) : new Set(before).add(tag)))
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={TITLES[kind]}
      description={
        kind === 'policy'
          ? `Of ${checksWord(chosen.length)}. A failure is told by the policy of the team that answers for the service, so it changes for all that those teams answer for.`
          : `Of ${checksWord(chosen.length)}. What the file declares is left as it is, and named.`
      }
      actions={
        done ? (
          <Button variant="solid" onClick={close}>
            Close
          </Button>
        ) : (
          <>
            <Button onClick={close}>Leave it</Button>
            <Button type="submit" form={form} variant="solid" busy={busy}>
              Change
            </Button>
          </>
        )
      }
    >
      {done ? (
        <Refusals done={done} />
      ) : (
        <form id={form} onSubmit={(event) => void submit(event)} className="grid gap-4">
          {kind === 'tags' && (
            <>
              <Field label="Add" optional hint="Several by commas." error={wrong}>
                {(ids) => <Input {...ids} name="add" maxLength={400} autoComplete="off" placeholder="eu, checkout" />}
              </Field>
              {there.length > 0 && (
                <fieldset className="grid gap-1.5">
                  <legend className="mb-1.5 font-medium text-13">Take away</legend>
                  <div className="flex flex-wrap gap-1.5">
                    {there.map((tag) => (
                      <FilterChip key={tag} pressed={leaving.has(tag)} onPress={() => leave(tag)}>
                        {leaving.has(tag) ? <s>{tag}</s> : tag}
                      </FilterChip>
                    ))}
                  </div>
                </fieldset>
              )}
            </>
          )}
          {kind === 'interval' && (
            <Field label="Every" hint={`Now ${[...new Set(chosen.map(everyOf))].slice(0, 5).join(', ')}.`} error={wrong}>
              {(ids) => <Input {...ids} name="interval" defaultValue="60s" maxLength={20} />}
            </Field>
          )}
          {kind === 'service' && (
            <Field label="Service" hint="What fails for the business when they fail." error={wrong}>
              {(ids) => <Choices {...ids} name="service" choices={services} />}
            </Field>
          )}
          {kind === 'policy' && (
            <Field
              label="Policy"
              error={wrong}
              hint={policies.length === 0 ? 'There is none yet: make one under Settings, On call.' : undefined}
            >
              {(ids) => <Choices {...ids} name="policy" choices={policies} />}
            </Field>
          )}
        </form>
      )}
    </Dialog>
  )
}

const Choices = ({ choices, ...rest }: { choices: EngineeringView['policies']; name: string; id: string }) => (
  <Select {...rest}>
    {choices.map(({ value, label }) => (
      <option key={value} value={value}>
        {label}
      </option>
    ))}
  </Select>
)

function deedOf(kind: BulkKind, fields: FormData, leaving: ReadonlySet<string>): Deed {
  const said = (name: string) => String(fields.get(name) ?? '').trim()
  switch (kind) {
    case 'tags':
      return {
        kind,
        add: [
          ...new Set(
            said('add')
              .split(',')
              .flatMap((tag) => tag.trim() || []),
          ),
        ],
        remove: [...leaving],
      }
    case 'interval':
      return { kind, interval: said('interval') }
    case 'service':
      return { kind, service: said('service') }
    case 'policy':
      return { kind, policy: said('policy') }
  }
}
