'use client'
import { type FormEvent, useState } from 'react'
import type { Assignee } from '@/components/incidents/echo'
import { useVerb } from '@/components/live/use-verb'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input, LabelledCheckbox, Select } from '@/components/ui/input'
import { SEVERITIES, type Severity } from '@/server/checks/model'
import type { Incident } from '@/server/incidents/model'
import { type ServiceChoices, ServiceOptions } from './service-options'

/** Opens an incident that no check has found. */
export function OpenByHandDialog({
  services,
  people,
  teams,
  onOpened,
  onClose,
}: {
  services: ServiceChoices
  people: readonly Assignee[]
  teams: readonly string[]
  onOpened: (incident: Incident) => void
  onClose: () => void
}) {
  const [title, setTitle] = useState('')
  const [severity, setSeverity] = useState<Severity>('high')
  const [service, setService] = useState('')
  const [tell, setTell] = useState<ReadonlySet<string>>(new Set())
  const toggle = (who: string) => setTell(new Set(tell.has(who) ? [...tell].filter((each) => each !== who) : [...tell, who]))
  const open = useVerb<{ title: string; severity: Severity; service?: string; tell?: readonly string[] }, Incident>('/api/v1/incidents')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const incident = await open.run({
      title: title.trim(),
      severity,
      ...(service && { service }),
      ...(tell.size > 0 && { tell: [...tell] }),
    })
    if (!incident) return
    onOpened(incident)
    onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={(shown) => !shown && onClose()}
      title="Open an incident"
      description="For what people noticed and no check has found. It closes when somebody resolves it."
    >
      <form onSubmit={(event) => void submit(event)} className="grid gap-4">
        <Field label="What is wrong" error={open.problem?.title}>
          {(field) => (
            <Input {...field} autoFocus required maxLength={200} value={title} onChange={({ target }) => setTitle(target.value)} />
          )}
        </Field>
        <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
          <Field label="Severity">
            {(field) => (
              <Select
                {...field}
                value={severity}
                onChange={({ target }) => setSeverity(SEVERITIES.find((each) => each === target.value) ?? severity)}
              >
                {SEVERITIES.map((each) => (
                  <option key={each}>{each}</option>
                ))}
              </Select>
            )}
          </Field>
          <Field label="Service" optional>
            {(field) => (
              <Select {...field} value={service} onChange={({ target }) => setService(target.value)}>
                <option value="">None</option>
                <ServiceOptions {...services} />
              </Select>
            )}
          </Field>
        </div>
        <fieldset className="grid gap-1">
          <legend className="pb-1 text-13 text-ink-2">Who is told at once</legend>
          <p className="pb-1 text-12 text-ink-3">The policy of the service pages whom it names in any case.</p>
          <div className="grid max-h-40 gap-1 overflow-y-auto">
            {teams.map((team) => (
              <LabelledCheckbox key={team} checked={tell.has(team)} onChange={() => toggle(team)}>
                {team}
              </LabelledCheckbox>
            ))}
            {people.map(({ email, name }) => (
              <LabelledCheckbox key={email} checked={tell.has(email)} onChange={() => toggle(email)}>
                {name}
              </LabelledCheckbox>
            ))}
          </div>
        </fieldset>
        <footer className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="solid" busy={open.busy} disabled={title.trim() === ''}>
            Open
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
