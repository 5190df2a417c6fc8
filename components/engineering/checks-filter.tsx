'use client'
import type { RefObject } from 'react'
import { STATUS_TITLES } from '@/components/checks/check-words'
import { StatusGlyph } from '@/components/marks/status-glyph'
import { FilterChip } from '@/components/ui/chip'
import { SearchInput, Select } from '@/components/ui/input'
import { useHydrated } from '@/components/ui/use-hydrated'
import { useSaid } from '@/components/ui/use-said'
import type { Status } from '@/server/checks/model'
import type { EngineeringView } from '@/server/views/engineering'
import { type ChecksFilter, type Grouping, NOBODY, type Order } from '@/server/views/rules/checks-table'

type Choice = { readonly value: string; readonly label: string }
export type ChecksFilterProps = {
  filter: ChecksFilter
  counts: Readonly<Record<Status, number>>
  choices: Pick<EngineeringView, 'services' | 'types' | 'tags' | 'owners'>
  search: RefObject<HTMLInputElement | null>
  onChange: (filter: ChecksFilter) => void
}

const SHOWN: readonly Status[] = ['down', 'degraded', 'maintenance', 'up', 'unknown', 'paused']
const ORDER_WORDS: Readonly<Record<Order, string>> = { 'down-first': 'Down first', slowest: 'Slowest', name: 'By service' }

const GROUPS: readonly { readonly value: Grouping; readonly label: string }[] = [
  { value: 'service', label: 'by service' },
  { value: 'tag', label: 'by tag' },
]
const same = (name: string): Choice => ({ value: name, label: name })

/** Narrows the table; all of it stands in the address. */
export function ChecksFilterBar({ filter, counts, choices, search, onChange }: ChecksFilterProps) {
  const toggle = (status: Status) =>
    onChange({
      ...filter,
      statuses: filter.statuses.includes(status) ? filter.statuses.filter((each) => each !== status) : [...filter.statuses, status],
    })
  useSaid(search, filter.text)
  return (
    <div className="flex flex-wrap items-center gap-2 max-md:flex-nowrap max-md:gap-x-2 max-md:overflow-x-auto max-md:pr-5 max-md:[scrollbar-width:none]">
      <SearchInput
        ref={search}
        label="name, tag, service, type"
        keyHint="/"
        className="w-[258px] max-md:sticky max-md:left-0 max-md:z-10 max-md:w-44 max-md:shrink-0 max-md:bg-page"
        defaultValue={filter.text}
        onChange={({ currentTarget }) => onChange({ ...filter, text: currentTarget.value })}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      {SHOWN.filter((status) => counts[status] > 0 || filter.statuses.includes(status) || status === 'up' || status === 'down').map(
        (status) => (
          <FilterChip
            key={status}
            pressed={filter.statuses.includes(status)}
            onPress={() => toggle(status)}
            icon={<StatusGlyph mark={status} size={13} />}
            label={`${STATUS_TITLES[status]}: ${counts[status]}`}
          >
            {counts[status]}
          </FilterChip>
        ),
      )}
      <Choose
        label="service"
        choices={choices.services}
        chosen={filter.services[0]}
        onChoose={(service) => onChange({ ...filter, services: service ? [service] : [] })}
      />
      <Choose
        label="type"
        choices={choices.types}
        chosen={filter.types[0]}
        onChoose={(type) => onChange({ ...filter, types: type ? [type] : [] })}
      />
      {choices.owners.length > 0 && (
        <Choose
          label="team"
          choices={[...choices.owners.map(same), { value: NOBODY, label: 'no team' }]}
          chosen={filter.owners[0]}
          onChoose={(owner) => onChange({ ...filter, owners: owner ? [owner] : [] })}
        />
      )}
      {choices.tags.length > 0 && (
        <Choose
          label="tag"
          choices={choices.tags.filter((tag) => !filter.tags.includes(tag)).map(same)}
          chosen={undefined}
          onChoose={(tag) => tag && onChange({ ...filter, tags: [...filter.tags, tag] })}
        />
      )}
      {filter.tags.map((tag) => (
        <FilterChip
          key={tag}
          pressed
          label={`No longer only the tag ${tag}`}
          onPress={() => onChange({ ...filter, tags: filter.tags.filter((one) => one !== tag) })}
        >
          {tag} <span aria-hidden>×</span>
        </FilterChip>
      ))}
      <div className="flex items-center gap-2 md:ml-auto">
        <span className="w-32 shrink-0">
          <Select
            aria-label="Group"
            value={filter.group ?? ''}
            onChange={({ currentTarget }) =>
              onChange({ ...filter, group: GROUPS.find(({ value }) => value === currentTarget.value)?.value ?? null })
            }
          >
            <option value="">ungrouped</option>
            {GROUPS.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </span>
        {(Object.keys(ORDER_WORDS) as Order[]).map((order) => (
          <FilterChip key={order} pressed={filter.order === order} onPress={() => onChange({ ...filter, order })}>
            {ORDER_WORDS[order]}
          </FilterChip>
        ))}
      </div>
    </div>
  )
}

function Choose({
  label,
  choices,
  chosen,
  onChoose,
}: {
  label: string
  choices: readonly Choice[]
  chosen: string | undefined
  onChoose: (value: string) => void
}) {
  // A closed list shows one choice: hundreds of others need not come as markup.
  const offered = useHydrated() ? choices : choices.filter(({ value }) => value === chosen)
  return (
    <span className="w-36 shrink-0">
      <Select aria-label={`Filter by ${label}`} value={chosen ?? ''} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
        <option value="">every {label}</option>
        {offered.map(({ value, label: name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </Select>
    </span>
  )
}
