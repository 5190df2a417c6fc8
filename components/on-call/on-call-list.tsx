'use client'
import clsx from 'clsx'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { ReadList, SettingsColumn } from '@/components/settings/administration'
import { useActions } from '@/components/shell/actions'
import { Badge } from '@/components/ui/badge'
import { buttonClass } from '@/components/ui/button'
import type { OnCallList, OnCallListView, OnCallRow } from '@/server/views/on-call-forms'
import { LastResort } from './last-resort'
import { figuresOf, WORDS } from './words'

/** All of one kind that says whom to tell, and the way to the others. */
export function OnCallListPage({ view: { list, rows, lastResort, declared } }: { view: OnCallListView }) {
  const router = useRouter()
  const words = WORDS[list]
  const href = `/settings/on-call/${list}/new`
  useActions([
    { id: 'on-call new', label: `Declare a new ${words.one}`, group: 'On call', keys: 'n', bar: 'new', perform: () => router.push(href) },
  ])
  return (
    <SettingsColumn
      title={words.title}
      lead={words.lead}
      action={
        <Link href={href} prefetch={false} className={buttonClass({})}>
          New {words.one}
        </Link>
      }
    >
      <nav aria-label="Whom to tell" className="-mx-1 flex gap-1 overflow-x-auto text-13 [scrollbar-width:none]">
        {(Object.keys(WORDS) as OnCallList[]).map((one) => (
          <Link
            key={one}
            href={`/settings/on-call/${one}`}
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
      {lastResort?.kind === 'ready' && rows.kind === 'ready' && rows.value.length > 0 && (
        <LastResort now={lastResort.value} policies={rows.value} />
      )}
      <ReadList title={words.title} read={rows} note={noteOf} empty={words.empty} still="Whoever is to be told is told all the same.">
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

const noteOf = (rows: readonly OnCallRow[]): string => {
  const inFile = rows.filter(({ source }) => source === 'file').length
  return `${rows.length}${inFile > 0 ? `, ${inFile === rows.length ? 'all' : inFile} from plimsoll.yaml` : ''}`
}

function Row({ list, row: { id, name, source, definition } }: { list: OnCallList; row: OnCallRow }) {
  const isPlain = /^[a-z0-9-]+$/.test(name) && name !== 'new'
  return (
    <li className="relative grid items-center gap-x-4 gap-y-1 border-line border-b py-2 text-13 last:border-b-0 hover:bg-panel max-md:py-3 md:grid-cols-[minmax(0,1fr)_minmax(0,1.6fr)_96px]">
      <Link
        href={`/settings/on-call/${list}/${isPlain ? name : id}`}
        prefetch={false}
        className="min-w-0 truncate font-medium after:absolute after:inset-0"
      >
        {String(definition.title ?? definition.person ?? name)}
      </Link>
      <span className="min-w-0 break-words text-12 text-ink-2">{figuresOf(list, definition)}</span>
      <span className="md:text-right">{source === 'file' && <Badge tone="neutral">from the file</Badge>}</span>
    </li>
  )
}
