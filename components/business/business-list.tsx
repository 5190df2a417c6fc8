'use client'
import clsx from 'clsx'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { ReadList, SettingsColumn } from '@/components/settings/administration'
import { useActions } from '@/components/shell/actions'
import { Badge } from '@/components/ui/badge'
import { buttonClass } from '@/components/ui/button'
import { formatWhole, isCurrency, toMinor } from '@/server/kernel/money'
import type { BusinessList, BusinessListView, BusinessRow } from '@/server/views/business'
import { percentText } from './drafts'
import { WORDS } from './words'

/** All of one kind that the business declares, and the way to the others. */
export function BusinessListPage({ view: { list, rows, mayWrite, declared } }: { view: BusinessListView }) {
  const router = useRouter()
  const words = WORDS[list]
  const href = `/settings/business/${list}/new`
  useActions(
    mayWrite
      ? [
          {
            id: 'business new',
            label: `Declare a new ${words.one}`,
            group: 'Business',
            keys: 'n',
            bar: 'new',
            perform: () => router.push(href),
          },
        ]
      : [],
  )
  return (
    <SettingsColumn
      title={words.title}
      lead={words.lead}
      action={
        mayWrite && (
          <Link href={href} prefetch={false} className={buttonClass({})}>
            New {words.one}
          </Link>
        )
      }
    >
      <nav aria-label="What the business declares" className="-mx-1 flex gap-1 overflow-x-auto text-13 [scrollbar-width:none]">
        {(Object.keys(WORDS) as BusinessList[]).map((one) => (
          <Link
            key={one}
            href={`/settings/business/${one}`}
            prefetch={false}
            aria-current={one === list ? 'page' : undefined}
            className={clsx(
              'flex h-8 items-center gap-1.5 whitespace-nowrap rounded-control px-2.5 touch:h-11',
              one === list ? 'bg-nav-on font-medium' : 'text-ink-2 hover:text-ink',
            )}
          >
            {WORDS[one].title} <span className="text-12 text-ink-3 tabular-nums">{declared[one]}</span>
          </Link>
        ))}
      </nav>
      <ReadList title={words.title} read={rows} note={(all) => noteOf(all)} empty={words.empty} still="What is declared goes on counting.">
        {(all) => (
          <ul>
            {all.map((row) => (
              <Row key={row.id} list={list} row={row} />
            ))}
          </ul>
        )}
      </ReadList>
    </SettingsColumn>
  )
}

const noteOf = (rows: readonly BusinessRow[]): string => {
  const inFile = rows.filter(({ source }) => source === 'file').length
  return `${rows.length}${inFile > 0 ? `, ${inFile === rows.length ? 'all' : inFile} from plimsoll.yaml` : ''}`
}

function Row({ list, row: { id, name, source, definition } }: { list: BusinessList; row: BusinessRow }) {
  return (
    <li className="relative grid items-center gap-x-4 gap-y-1 border-line border-b py-2 text-13 last:border-b-0 hover:bg-panel max-md:py-3 md:grid-cols-[minmax(0,1fr)_minmax(0,1.6fr)_96px]">
      <Link
        href={`/settings/business/${list}/${name === 'new' ? id : name}`}
        prefetch={false}
        className="min-w-0 truncate font-medium after:absolute after:inset-0"
      >
        {String(definition.title ?? name)}
      </Link>
      <span className="min-w-0 text-12 text-ink-2">{figuresOf(list, definition)}</span>
      <span className="md:text-right">{source === 'file' && <Badge tone="neutral">from the file</Badge>}</span>
    </li>
  )
}

const money = (major: unknown, currency: unknown): string =>
  typeof major === 'number' && typeof currency === 'string' && isCurrency(currency)
    ? formatWhole({ amountMinor: toMinor(major, currency), currency })
    : ''
const keys = (value: unknown): readonly string[] => (typeof value === 'object' && value !== null ? Object.keys(value) : [])
const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const several = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

/** What one wants to see of each without opening it. */
function figuresOf(list: BusinessList, d: BusinessRow['definition']): string {
  switch (list) {
    case 'services':
      return [`tier ${String(d.tier)}`, d.owner, items(d.dependsOn).length > 0 && `needs ${items(d.dependsOn).join(', ')}`]
        .filter(Boolean)
        .join(', ')
    case 'streams':
      return `${money(d.perHour, d.currency)} an hour${d.profile ? ', by the hour of the week' : ''}, needs ${keys(d.dependsOn).join(', ')}`
    case 'opportunities':
      return [
        money(d.value, d.currency),
        `${percentText(d.probability)} % likely`,
        d.closesOn && `closes ${String(d.closesOn)}`,
        several(items(d.journeys).length, 'journey'),
      ]
        .filter(Boolean)
        .join(', ')
    case 'segments':
      return `${Number(d.customers).toLocaleString('en-GB')} customers, who use ${keys(d.reach).join(', ')}`
    case 'contracts':
      return `${percentText(d.sla)} % for ${String(d.customer)}, ${money(d.monthlyFee, d.currency)} a month, measures ${items(d.services).join(', ')}`
  }
}
