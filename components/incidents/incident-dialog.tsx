'use client'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { useLive } from '@/components/live/use-live'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Checkbox, Input, LabelledCheckbox, Select, TextArea } from '@/components/ui/input'
import { SEVERITIES, type Severity } from '@/server/checks/model'
import { raised } from '@/server/incidents/rules/handing'
import type { IncidentRow, PageRow } from '@/server/live/rows'
import { incName } from '@/server/views/rules/queue'
import type { Assignee, Deed } from './echo'
import { type Names, nextStepWords } from './escalation'
import { holdingIn } from './words'

export type Asking = 'assign' | 'escalate' | 'severity' | 'notes' | 'cause' | 'resolve' | 'merge' | 'split' | 'silence'

export type IncidentDialogProps = {
  asking: Asking
  /** One, or several that were chosen together. */
  rows: readonly IncidentRow[]
  /** The open incidents besides, into which these can be merged. */
  others: readonly IncidentRow[]
  people: readonly Assignee[]
  teams: readonly string[]
  names: Names
  onDeed: (deed: Deed) => void
  onClose: () => void
}

/** Asks for what a deed needs, and nothing else. Enter sends a line, Ctrl-Enter a text. */
export function IncidentDialog({ asking, rows, others, people, teams, names, onDeed, onClose }: IncidentDialogProps) {
  const [first] = rows
  const [text, setText] = useState(asking === 'cause' ? (first?.cause ?? '') : '')
  const [to, setTo] = useState(asking === 'escalate' ? NEXT_STEP : (people[0]?.email ?? teams[0] ?? ''))
  const [raise, setRaise] = useState(false)
  const [severity, setSeverity] = useState<Severity>(first?.severity ?? 'high')
  const [note, setNote] = useState('')
  const targets = others.filter(({ id }) => !rows.some((row) => row.id === id))
  const [into, setInto] = useState(targets[0]?.id ?? '')
  const [lasts, setLasts] = useState('2h')
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set())
  if (!first) return null
  const deed = deedOf(asking, { text: text.trim(), to, raise, severity, note: note.trim(), into, taken, lasts: lasts.trim() })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!deed) return
    onDeed(deed)
    onClose()
  }
  const fields: Record<Asking, ReactNode> = {
    assign: <Whom label="To" value={to} onChange={setTo} people={people} teams={[]} />,
    escalate: (
      <>
        <EscalateTo rows={rows} names={names} value={to} onChange={setTo} people={people} teams={teams} />
        <Raise severities={rows.map(({ severity: is }) => is)} value={raise} onChange={setRaise} />
        <Text label="Why" optional value={note} onChange={setNote} />
      </>
    ),
    severity: (
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
    ),
    notes: <Text label="Note" value={text} onChange={setText} />,
    cause: (
      <Field label="Cause">
        {(field) => <Input {...field} autoFocus value={text} maxLength={500} onChange={({ target }) => setText(target.value)} />}
      </Field>
    ),
    resolve: <Text label="Why it may be closed" value={text} onChange={setText} />,
    silence: (
      <>
        <Field label="How long" hint="30min, 2h, 1d; 30 days at most.">
          {(field) => <Input {...field} autoFocus value={lasts} onChange={({ target }) => setLasts(target.value)} />}
        </Field>
        <Field label="Why">
          {(field) => <Input {...field} value={text} maxLength={300} onChange={({ target }) => setText(target.value)} />}
        </Field>
      </>
    ),
    merge: <MergeInto targets={targets} value={into} onChange={setInto} />,
    split: <WhatIsTaken row={first} taken={taken} onChange={setTaken} />,
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={titleOf(asking, rows)} description={sayOf(asking, rows)}>
      <form onSubmit={submit} className="grid gap-4">
        {fields[asking]}
        <footer className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="solid" disabled={!deed}>
            {VERBS[asking]}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}

const PART = 'part '

/** Alerts together, or one incident that was merged into it. */
function splitOf(taken: ReadonlySet<string>): Deed | undefined {
  const [first] = taken
  if (first === undefined) return undefined
  return first.startsWith(PART) ? { kind: 'split', incident: first.slice(PART.length) } : { kind: 'split', alerts: [...taken] }
}

function MergeInto({ targets, value, onChange }: { targets: readonly IncidentRow[]; value: string; onChange: (id: string) => void }) {
  if (targets.length === 0) return <p className="text-13 text-ink-2">No other incident is open.</p>
  return (
    <Field label="Into">
      {(field) => (
        <Select {...field} autoFocus value={value} onChange={({ target }) => onChange(target.value)}>
          {targets.map((row) => (
            <option key={row.id} value={row.id}>
              {incName(row)} {row.title}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

/** What an incident is made of: alerts, of which some must stay, or one that was merged into it. */
function WhatIsTaken({
  row,
  taken,
  onChange,
}: {
  row: IncidentRow
  taken: ReadonlySet<string>
  onChange: (taken: ReadonlySet<string>) => void
}) {
  const alerts = [
    ...row.checks.map(({ alertId, title }) => ({ id: alertId, title })),
    ...row.reports.map(({ id, title }) => ({ id, title })),
  ]
  const ofPart = [...taken].some((id) => id.startsWith(PART))
  const toggle = (id: string) => {
    const kept = id.startsWith(PART) || ofPart ? [] : [...taken].filter((each) => each !== id)
    onChange(new Set(taken.has(id) ? kept : [...kept, id]))
  }
  return (
    <fieldset className="grid gap-1">
      <legend className="pb-1 text-13 text-ink-2">What becomes an incident of its own</legend>
      {row.parts.map(({ id, number, title }) => (
        <LabelledCheckbox key={id} checked={taken.has(PART + id)} onChange={() => toggle(PART + id)}>
          INC-{number} {title}, which was merged into it
        </LabelledCheckbox>
      ))}
      {alerts.length > 1 &&
        alerts.map(({ id, title }) => (
          <LabelledCheckbox
            key={id}
            checked={taken.has(id)}
            disabled={!taken.has(id) && taken.size === alerts.length - 1}
            onChange={() => toggle(id)}
          >
            {title}
          </LabelledCheckbox>
        ))}
      {alerts.length <= 1 && row.parts.length === 0 && (
        <p className="text-13 text-ink-2">It is about one thing only, so there is nothing to split off.</p>
      )}
    </fieldset>
  )
}

/** No address and no team: whoever comes next by the policy. */
const NEXT_STEP = ''

const VERBS: Readonly<Record<Asking, string>> = {
  assign: 'Assign',
  escalate: 'Escalate',
  severity: 'Change severity',
  notes: 'Add note',
  cause: 'Declare cause',
  resolve: 'Resolve',
  merge: 'Merge',
  split: 'Split',
  silence: 'Silence',
}

const titleOf = (asking: Asking, rows: readonly IncidentRow[]): string =>
  `${VERBS[asking]}: ${rows.length === 1 && rows[0] ? `${incName(rows[0])} ${rows[0].title}` : `${rows.length} incidents`}`

function sayOf(asking: Asking, rows: readonly IncidentRow[]): string | undefined {
  if (asking === 'escalate')
    return 'Somebody is paged at once, even if somebody is on it or something keeps it quiet. Whom you name has it from then on.'
  if (asking === 'merge')
    return 'What they are about, their timelines and what they cost go to the other one. Nobody is paged for them any more; whoever was told hears where it goes on. Splitting takes it back.'
  if (asking === 'silence')
    return 'Nobody is told of the services that it is about while it lasts. The end of an incident is told to whoever knows of it.'
  if (asking === 'split') return 'What you choose becomes an incident of its own, with what it cost from when it began.'
  if (asking !== 'resolve') return undefined
  const holding = holdingIn(rows)
  if (holding === undefined) return 'Every check has recovered. The reason stays in the timeline.'
  return `${holding.charAt(0).toUpperCase()}${holding.slice(1)}, so recovery is not proven: the next failure opens it again, and it does not count in recovery figures.`
}

function deedOf(
  asking: Asking,
  {
    text,
    to,
    raise,
    severity,
    note,
    into,
    taken,
    lasts,
  }: {
    text: string
    to: string
    raise: boolean
    severity: Severity
    note: string
    into: string
    taken: ReadonlySet<string>
    lasts: string
  },
): Deed | undefined {
  switch (asking) {
    case 'assign':
      return to ? { kind: 'assign', to } : undefined
    case 'escalate':
      return { kind: 'escalate', ...(to !== NEXT_STEP && { to }), ...(raise && { raise }), ...(note && { note }) }
    case 'silence':
      return lasts && text ? { kind: 'silence', lasts, reason: text } : undefined
    case 'merge':
      return into ? { kind: 'merge', into } : undefined
    case 'split':
      return splitOf(taken)
    case 'severity':
      return { kind: 'severity', severity }
    case 'notes':
      return text ? { kind: 'notes', text } : undefined
    case 'cause':
      return text ? { kind: 'cause', cause: text } : undefined
    case 'resolve':
      return text ? { kind: 'resolve', reason: text } : undefined
  }
}

type Choice = { value: string; onChange: (to: string) => void; people: readonly Assignee[]; teams: readonly string[] }

/** Says beforehand whom the next step pages. */
function EscalateTo({ rows, names, ...choice }: Choice & { rows: readonly IncidentRow[]; names: Names }) {
  const [page] = useLive<PageRow>(`page:${rows[0]?.id}`, NOTHING, { partial: true })
  const next = rows.length === 1 ? (nextStepWords(page, names) ?? 'The next step of the policy') : 'The next step of each'
  return <Whom label="To" next={next} {...choice} />
}
const NOTHING = { epoch: '', seq: 0, items: [] }

function Whom({
  label,
  value,
  onChange,
  people,
  teams,
  next,
}: Choice & { label: string /** Offered besides people and teams. */; next?: string }) {
  return (
    <Field
      label={label}
      hint={
        next === undefined && people.length + teams.length === 0
          ? 'Nobody here may work on incidents yet. An administrator can add people.'
          : undefined
      }
    >
      {(field) => (
        <Select {...field} value={value} onChange={({ target }) => onChange(target.value)}>
          {next !== undefined && <option value={NEXT_STEP}>{next}</option>}
          <optgroup label="People">
            {people.map(({ email, name }) => (
              <option key={email} value={email}>
                {name}
              </option>
            ))}
          </optgroup>
          {teams.length > 0 && (
            <optgroup label="Teams">
              {teams.map((team) => (
                <option key={team}>{team}</option>
              ))}
            </optgroup>
          )}
        </Select>
      )}
    </Field>
  )
}

/** Offered where something is less than an emergency. */
function Raise({ severities, value, onChange }: { severities: readonly Severity[]; value: boolean; onChange: (raise: boolean) => void }) {
  const id = useId()
  const [first] = severities
  if (!first || severities.every((each) => each === 'emergency')) return null
  const label = severities.length === 1 ? `Also raise it from ${first} to ${raised(first)}` : 'Also raise each by one severity'
  return (
    <div className="flex items-center gap-2 text-13 max-md:min-h-11">
      <Checkbox id={id} checked={value} onChange={({ target }) => onChange(target.checked)} />
      <label htmlFor={id}>{label}</label>
    </div>
  )
}

function Text({
  label,
  value,
  onChange,
  optional = false,
}: {
  label: string
  value: string
  onChange: (text: string) => void
  optional?: boolean
}) {
  return (
    <Field label={label} optional={optional}>
      {(field) => (
        <TextArea
          {...field}
          autoFocus={!optional}
          value={value}
          onChange={({ target }) => onChange(target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
          }}
        />
      )}
    </Field>
  )
}
