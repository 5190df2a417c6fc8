'use client'
import { type FormEvent, useState } from 'react'
import { useVerb } from '@/components/live/use-verb'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import { SEVERITIES, type Severity } from '@/server/checks/model'
import type { Incident } from '@/server/incidents/model'

export type ServiceChoice = { readonly id: string; readonly name: string; readonly title: string }

/** Opens an incident that no check has found. */
export function OpenByHandDialog({
  services,
  onOpened,
  onClose,
}: {
  services: readonly ServiceChoice[]
  onOpened: (incident: Incident) => void
  onClose: () => void
}) {
  const [title, setTitle] = useState('')
  const [severity, setSeverity] = useState<Severity>('high')
  const [service, setService] = useState('')
  const open = useVerb<{ title: string; severity: Severity; service?: string }, Incident>('/api/v1/incidents')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const incident = await open.run({ title: title.trim(), severity, ...(service && { service }) })
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
                {services.map(({ id, name, title: named }) => (
                  <option key={id} value={name}>
                    {named}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
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
