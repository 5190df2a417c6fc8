import Link from 'next/link'
import { DeclaredInFile } from '@/components/declared/declared-in-file'
import type { CheckFormView } from '@/server/views/check-form'
import { CheckForm } from './check-form'

/** Makes a check, or changes one; what the file declares is only shown. */
export function CheckFormPage({ view }: { view: CheckFormView }) {
  const { editing, copied, declared } = view
  const name = editing ? String(editing.definition.name) : undefined
  return (
    <>
      <header className="border-line border-b px-5 py-3">
        <div className="flex items-baseline gap-1.5 text-13 text-ink-2">
          <Link href="/engineering" prefetch={false} className="hover:underline">
            Checks
          </Link>
          <span aria-hidden>/</span>
          <h1 className="font-medium text-16 text-ink">
            {name ? (declared ? name : `Edit ${name}`) : copied ? `Copy of ${String(copied.name)}` : 'New check'}
          </h1>
        </div>
        {name && declared && <DeclaredInFile list="checks" name={name} at={declared.at} />}
      </header>
      <CheckForm {...view} />
    </>
  )
}
