'use client'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { ReadList, SettingsColumn } from '@/components/settings/administration'
import { useActions } from '@/components/shell/actions'
import { Badge } from '@/components/ui/badge'
import { buttonClass } from '@/components/ui/button'
import type { StatusPageRow, StatusPagesView } from '@/server/views/status-pages'

const NEW = '/status-pages/new'

/** Every page that tells those outside what works. */
export function StatusPagesList({ view: { rows, mayWrite } }: { view: StatusPagesView }) {
  const router = useRouter()
  useActions(
    mayWrite
      ? [
          {
            id: 'status page new',
            label: 'Declare a new status page',
            group: 'Status pages',
            keys: 'n',
            bar: 'new',
            perform: () => router.push(NEW),
          },
        ]
      : [],
  )
  return (
    <SettingsColumn
      title="Status pages"
      lead="What is told to those outside: which services work, under names that you choose, and what you write of incidents. Nothing else leaves the house."
      action={
        mayWrite && (
          <Link href={NEW} prefetch={false} className={buttonClass({})}>
            New status page
          </Link>
        )
      }
    >
      <ReadList
        title="Pages"
        read={rows}
        note={({ length }) => (length === 1 ? '1 page' : `${length} pages`)}
        empty="There is no status page. Make one, choose what it shows, and give its address to whoever asks whether it works."
        still="The pages go on telling what they tell."
      >
        {(all) => (
          <ul>
            {all.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </ul>
        )}
      </ReadList>
    </SettingsColumn>
  )
}

function Row({ row: { id, definition, source, address, subscribers } }: { row: StatusPageRow }) {
  const { name, title, visibility, components } = definition
  const told = subscribers === 1 ? '1 subscriber' : `${subscribers} subscribers`
  return (
    <li className="relative grid items-center gap-x-4 gap-y-1 border-line border-b py-2 text-13 last:border-b-0 hover:bg-panel max-md:py-3 md:grid-cols-[minmax(0,1fr)_minmax(0,1.6fr)_auto]">
      <Link
        href={`/status-pages/${name === 'new' ? id : name}`}
        prefetch={false}
        className="min-w-0 truncate font-medium after:absolute after:inset-0"
      >
        {title}
      </Link>
      <span className="min-w-0 truncate text-12 text-ink-2">
        {components.length === 1 ? '1 component' : `${components.length} components`}
        {visibility === 'public' && `, ${told}`}, <span className="text-ink-3">{address.replace(/^https?:\/\//, '')}</span>
      </span>
      <span className="flex gap-2 md:justify-end">
        {visibility === 'private' && <Badge tone="neutral">private</Badge>}
        {source === 'file' && <Badge tone="neutral">from the file</Badge>}
      </span>
    </li>
  )
}
