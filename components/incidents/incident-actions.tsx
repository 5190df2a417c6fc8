'use client'
import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { type Action, useActions } from '@/components/shell/actions'
import { Button, type ButtonVariant } from '@/components/ui/button'
import { KeyCap } from '@/components/ui/key-cap'
import { Menu } from '@/components/ui/menu'
import { movesFrom } from '@/server/incidents/rules/moves'
import type { IncidentRow } from '@/server/live/rows'
import type { Assignee, Deed } from './echo'
import type { Names } from './escalation'
import { type Asking, IncidentDialog } from './incident-dialog'

export type IncidentActionsProps = {
  row: IncidentRow
  /** Those that a key acts on together; only `row` when none was chosen. */
  chosen: readonly IncidentRow[]
  people: readonly Assignee[]
  teams: readonly string[]
  names: Names
  /** What this person may: work on it, or only comment, or neither. */
  may: { readonly work: boolean; readonly comment: boolean }
  busy: boolean
  /** How long after it was resolved it may be reopened; null when that is over. */
  reopens: boolean
  onDeed: (rows: readonly IncidentRow[], deed: Deed) => void
  /** The open incidents besides, into which this one can be merged. */
  others: readonly IncidentRow[]
  undo: (() => void) | undefined
}

type Offer = {
  readonly id: string
  readonly label: string
  readonly keys: string
  readonly bar?: string
  /** Not a button of its own: it stands in the menu. */
  readonly hidden?: boolean
  readonly act: Deed['kind'] | Asking
  readonly variant?: ButtonVariant
}

/** What can be done with an incident as it stands: as buttons, keys, and in the palette, from one list. */
export function IncidentActions({ row, chosen, people, teams, names, may, busy, reopens, onDeed, others, undo }: IncidentActionsProps) {
  const [asking, setAsking] = useState<Asking>()
  const offers = offersFor(row, may, reopens)
  const more = offers.filter(({ hidden }) => hidden)
  const act = (what: Offer['act']) => {
    if (what === 'acknowledge' || what === 'mitigate' || what === 'reopen') onDeed(chosen, { kind: what })
    else setAsking(what)
  }
  useActions([
    ...offers.map(
      ({ id, label, keys, bar, act: what }): Action => ({
        id: `incident ${id}`,
        label: SAID[id] ?? label,
        group: 'This incident',
        keys,
        bar,
        perform: () => act(what),
      }),
    ),
    ...(undo ? [{ id: 'incident undo', label: 'Undo', group: 'This incident', keys: 'z', bar: 'undo', perform: undo }] : []),
  ])
  return (
    <div className="flex flex-wrap items-center gap-2 border-line border-y px-5 py-2.5">
      {offers
        .filter(({ hidden }) => !hidden)
        .map(({ id, label, keys, act: what, variant }) => (
          <Button key={id} variant={variant} keyHint={keys} busy={busy && variant === 'solid'} onClick={() => act(what)}>
            {label}
          </Button>
        ))}
      {more.length > 0 && (
        <Menu
          trigger={<Button icon={<Ellipsis aria-hidden size={14} />}>More</Button>}
          items={more.map(({ id, label, keys, act: what }) => ({ key: id, label, keyHint: keys, onSelect: () => act(what) }))}
        />
      )}
      {offers.length === 0 && (
        <p className="text-12 text-ink-3">You may read this. A responder, an engineer or an administrator works on it.</p>
      )}
      {undo && (
        <button
          type="button"
          onClick={undo}
          className="ml-auto inline-flex items-center gap-1.5 text-12 text-ink-3 hover:text-ink max-md:min-h-11 max-md:px-2"
          aria-keyshortcuts="z"
        >
          undo <KeyCap keys="z" />
        </button>
      )}
      {asking && (
        <IncidentDialog
          asking={asking}
          rows={isOfOne(asking) ? [row] : chosen}
          others={others}
          people={people}
          teams={teams}
          names={names}
          onDeed={(deed) => onDeed(isOfOne(asking) ? [row] : chosen, deed)}
          onClose={() => setAsking(undefined)}
        />
      )}
    </div>
  )
}

/** Asked of the incident in front, whatever else was chosen. */
const isOfOne = (asking: Asking): boolean => asking === 'cause' || asking === 'split'

/** How each is found in the palette and among the keys. */
const SAID: Readonly<Record<string, string>> = {
  acknowledge: 'Acknowledge the incident',
  mitigate: 'Mark the incident as mitigated',
  reopen: 'Reopen the incident',
  escalate: 'Escalate the incident',
  assign: 'Assign the incident',
  note: 'Add a note',
  merge: 'Merge the incident into another',
  split: 'Split something off the incident',
  silence: 'Silence what the incident is about',
  cause: 'Declare the cause',
  severity: 'Change the severity',
  resolve: 'Resolve the incident',
}

function offersFor(row: IncidentRow, may: IncidentActionsProps['may'], reopens: boolean): readonly Offer[] {
  const note: readonly Offer[] = may.comment ? [{ id: 'note', label: 'Note', keys: 'n', bar: 'note', act: 'notes' }] : []
  if (!may.work) return note
  if (row.mergedInto) return note
  const moves = new Set(movesFrom(row.state))
  const open = row.state !== 'resolved'
  const mitigates = moves.has('mitigate') && row.state === 'acknowledged'
  return [
    ...(moves.has('acknowledge')
      ? [{ id: 'acknowledge', label: 'Acknowledge', keys: 'a', bar: 'acknowledge', act: 'acknowledge', variant: 'solid' } as const]
      : []),
    ...(moves.has('mitigate')
      ? [
          {
            id: 'mitigate',
            label: 'Mitigated',
            keys: 'm',
            act: 'mitigate',
            ...(mitigates ? { variant: 'solid' as const } : { hidden: true }),
          } as const,
        ]
      : []),
    ...(moves.has('reopen') && (row.state === 'mitigated' || reopens)
      ? [{ id: 'reopen', label: 'Reopen', keys: 'o', bar: 'reopen', act: 'reopen' } as const]
      : []),
    ...(open
      ? [
          { id: 'escalate', label: 'Escalate', keys: 'e', bar: 'escalate', act: 'escalate' } as const,
          { id: 'assign', label: 'Assign', keys: 's', bar: 'assign', act: 'assign' } as const,
        ]
      : []),
    ...note,
    ...(open && row.allChecks + row.allReports > 0
      ? [{ id: 'split', label: 'Split', keys: 'shift+s', act: 'split', hidden: true } as const]
      : []),
    ...(open ? [{ id: 'merge', label: 'Merge', keys: 'shift+m', act: 'merge', hidden: true } as const] : []),
    ...(open ? [{ id: 'silence', label: 'Silence', keys: 'h', act: 'silence', hidden: true } as const] : []),
    { id: 'cause', label: 'Cause', keys: 'c', act: 'cause', hidden: true },
    ...(open ? [{ id: 'severity', label: 'Severity', keys: 'v', act: 'severity', hidden: true } as const] : []),
    ...(moves.has('resolve')
      ? [
          {
            id: 'resolve',
            label: 'Resolve',
            keys: 'r',
            bar: 'resolve',
            act: 'resolve',
            variant: row.openChecks + row.openReports > 0 ? 'dashed' : row.state === 'mitigated' ? 'solid' : 'outline',
          } as const,
        ]
      : []),
  ]
}
