import { SlidersHorizontal } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { FilterChip } from '@/components/ui/chip'
import { Select } from '@/components/ui/input'
import { SEVERITIES } from '@/server/checks/model'
import type { IncidentRow } from '@/server/live/rows'
import { AGES, type Age, FILTER_KEYS, NOBODY, type QueueFilter, STATES } from '@/server/views/rules/queue'
import { type ServiceChoices, ServiceOptions } from './service-options'

type QueueFiltersProps = {
  asked: QueueFilter
  /** Whose owners are offered. */
  rows: readonly IncidentRow[]
  services: ServiceChoices
  teams: readonly string[]
  onChange: (changes: Readonly<Record<string, string | null>>) => void
}

const AGE_WORDS: Readonly<Record<Age, string>> = { '15min': '15 minutes', '1h': 'an hour', '4h': '4 hours', '1d': 'a day' }

/** What else the queue is narrowed by. All of it stands in the address, so that a link shows a colleague the same. */
export function QueueFilters({ asked, rows, services, teams, onChange }: QueueFiltersProps) {
  const { severities, states, service, team, owner, older } = asked
  const set = [severities.length > 0, states.length > 0, service, team, owner, older].filter(Boolean).length
  const [opened, setOpened] = useState(false)
  const open = opened || set > 0
  const toggled = <One extends string>(list: readonly One[], one: One): string =>
    (list.includes(one) ? list.filter((each) => each !== one) : [...list, one]).join(',')
  const owners = [...new Set(rows.flatMap(({ assignee }) => assignee ?? []))].toSorted()
  return (
    <>
      <FilterChip
        pressed={open}
        onPress={() => {
          setOpened(!open)
          if (open) onChange(Object.fromEntries(FILTER_KEYS.slice(2).map((key) => [key, null])))
        }}
        icon={<SlidersHorizontal aria-hidden size={12} />}
        count={set > 0 ? set : undefined}
      >
        {open ? 'Clear filters' : 'More filters'}
      </FilterChip>
      {open && (
        <fieldset className="grid w-full gap-2">
          <legend className="sr-only">Filters</legend>
          <div className="flex flex-wrap gap-1.5">
            {SEVERITIES.map((one) => (
              <FilterChip key={one} pressed={severities.includes(one)} onPress={() => onChange({ severity: toggled(severities, one) })}>
                {one}
              </FilterChip>
            ))}
          </div>
          <div className="flex flex-wrap gap-1.5">
            {STATES.map((one) => (
              <FilterChip key={one} pressed={states.includes(one)} onPress={() => onChange({ state: toggled(states, one) })}>
                {one}
              </FilterChip>
            ))}
          </div>
          <div className="grid grid-cols-2 gap-1.5">
            <Choose label="service" chosen={service} onChoose={(to) => onChange({ service: to })}>
              <ServiceOptions {...services} />
            </Choose>
            <Choose label="team" chosen={team} onChoose={(to) => onChange({ team: to })}>
              {teams.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </Choose>
            <Choose label="owner" chosen={owner} onChoose={(to) => onChange({ owner: to })}>
              <option value={NOBODY}>no owner</option>
              {owners.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </Choose>
            <Choose label="age" chosen={older} onChoose={(to) => onChange({ older: to })}>
              {(Object.keys(AGES) as Age[]).map((age) => (
                <option key={age} value={age}>
                  older than {AGE_WORDS[age]}
                </option>
              ))}
            </Choose>
          </div>
        </fieldset>
      )}
    </>
  )
}

function Choose({
  label,
  chosen,
  onChoose,
  children,
}: {
  label: string
  chosen: string | null
  onChoose: (value: string | null) => void
  /** The options. */
  children: ReactNode
}) {
  return (
    <Select aria-label={`Filter by ${label}`} value={chosen ?? ''} onChange={({ currentTarget }) => onChoose(currentTarget.value || null)}>
      <option value="">any {label}</option>
      {children}
    </Select>
  )
}
