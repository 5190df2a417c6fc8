import Link from 'next/link'
import { DeclaredInFile } from '@/components/declared/declared-in-file'
import type { OnCallFormView } from '@/server/views/on-call-forms'
import { OnCallForm } from './on-call-form'
import { WORDS } from './words'

/** Declares whom to tell, or changes what the file does not declare. */
export function OnCallFormPage({ view }: { view: OnCallFormView }) {
  const { list, row } = view
  const words = WORDS[list]
  return (
    <div className="grid max-w-[1200px] grid-cols-[minmax(0,1fr)] gap-5 px-5 py-5 xl:px-10">
      <header className="grid gap-1">
        <div className="flex items-baseline gap-1.5 text-13 text-ink-2">
          <Link href={`/settings/on-call/${list}`} prefetch={false} className="hover:underline">
            {words.title}
          </Link>
          <span aria-hidden>/</span>
          <h1 className="font-medium text-16 text-ink">{row ? String(row.definition.title ?? row.name) : `New ${words.one}`}</h1>
        </div>
        {row?.source === 'file' && <DeclaredInFile list={list} name={row.name} at={row.at} />}
      </header>
      <OnCallForm key={row ? `${row.id} ${row.version}` : 'new'} view={view} />
    </div>
  )
}
