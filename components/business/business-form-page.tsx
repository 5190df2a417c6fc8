import Link from 'next/link'
import { DeclaredInFile } from '@/components/declared/declared-in-file'
import type { BusinessFormView } from '@/server/views/business'
import { BusinessForm } from './business-form'
import { WORDS } from './words'

/** Declares something, or changes what the file does not declare. */
export function BusinessFormPage({ view }: { view: BusinessFormView }) {
  const { list, row, mayWrite } = view
  const words = WORDS[list]
  const title = row ? String(row.definition.title ?? row.name) : `New ${words.one}`
  return (
    <div className="grid max-w-[1200px] grid-cols-[minmax(0,1fr)] gap-5 px-5 py-5 xl:px-10">
      <header className="grid gap-1">
        <div className="flex items-baseline gap-1.5 text-13 text-ink-2">
          <Link href={`/settings/business/${list}`} prefetch={false} className="hover:underline">
            {words.title}
          </Link>
          <span aria-hidden>/</span>
          <h1 className="font-medium text-16 text-ink">{title}</h1>
        </div>
        {row?.source === 'file' && <DeclaredInFile list={list} name={row.name} at={row.at} />}
        {row?.source !== 'file' && !mayWrite && <p className="text-13 text-ink-2">You may read this. An administrator can change it.</p>}
      </header>
      <BusinessForm key={row ? `${row.id} ${row.version}` : 'new'} view={view} />
    </div>
  )
}
