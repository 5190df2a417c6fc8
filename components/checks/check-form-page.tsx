import Link from 'next/link'
import { buttonClass } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { CheckFormView } from '@/server/views/check-form'
import { CheckForm } from './check-form'

/** Makes a check, or changes one that was not declared in the file. */
export function CheckFormPage({ view }: { view: CheckFormView }) {
  const { editing, copied, because } = view
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
            {name ? `Edit ${name}` : copied ? `Copy of ${String(copied.name)}` : 'New check'}
          </h1>
        </div>
      </header>
      {because ? (
        <div className="px-5 py-4">
          <EmptyState
            says={because}
            action={
              <Link href="/engineering" prefetch={false} className={buttonClass({})}>
                Back to all checks
              </Link>
            }
          />
        </div>
      ) : (
        <CheckForm {...view} />
      )}
    </>
  )
}
