'use client'
import { useState } from 'react'
import { ProblemLine } from '@/components/account/problem-line'
import { useSubmit } from '@/components/account/use-submit'
import type { Assignee } from '@/components/incidents/echo'
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
  const submit = useSubmit<Incident>({
    to: '/api/v1/incidents',
    read: () => ({ title: title.trim(), severity, ...(service && { service }), ...(tell.size > 0 && { tell: [...tell] }) }),
    done: (incident) => {
      onOpened(incident)
      onClose()
    },
  })
  return (
    <Dialog
      open
      onOpenChange={(shown) => !shown && onClose()}
      title="Open an incident"
      description="For what people noticed and no check has found. It closes when somebody resolves it."
    >
      <form onSubmit={submit.onSubmit} className="grid gap-4" noValidate>
        <ProblemLine says={submit.problem} />
        <Field label="What is wrong" error={submit.errorAt('title')}>
          {(field) => (
            <Input
              {...field}
              name="title"
              autoFocus
              required
              maxLength={200}
              value={title}
              onChange={({ target }) => setTitle(target.value)}
            />
          )}
        </Field>
        <div className="grid grid-cols-2 items-start gap-3 max-md:grid-cols-1">
          <Field label="Severity" error={submit.errorAt('severity')}>
            {(field) => (
              <Select
                {...field}
                name="severity"
                value={severity}
                onChange={({ target }) => setSeverity(SEVERITIES.find((each) => each === target.value) ?? severity)}
              >
                {SEVERITIES.map((each) => (
                  <option key={each}>{each}</option>
                ))}
              </Select>
            )}
          </Field>
          <Field label="Service" error={submit.errorAt('service')} optional>
            {(field) => (
              <Select {...field} name="service" value={service} onChange={({ target }) => setService(target.value)}>
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
              <LabelledCheckbox key={team} name="tell" checked={tell.has(team)} onChange={() => toggle(team)}>
                {team}
              </LabelledCheckbox>
            ))}
            {people.map(({ email, name }) => (
              <LabelledCheckbox key={email} name="tell" checked={tell.has(email)} onChange={() => toggle(email)}>
                {name}
              </LabelledCheckbox>
            ))}
          </div>
          {submit.errorAt('tell') && (
            <p role="alert" className="text-12 text-status-down">
              {submit.errorAt('tell')}
            </p>
          )}
        </fieldset>
        <footer className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="solid" busy={submit.busy} disabled={title.trim() === ''}>
            Open
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
