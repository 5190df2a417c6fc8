import type { ReactNode } from 'react'

/** Nothing here, said so that one knows what this is for and what to do. */
export function EmptyState({ says, action }: { says: string; action?: ReactNode }) {
  return (
    <div className="grid justify-items-start gap-3 pt-1 pb-3 text-13 text-ink-2">
      <p className="max-w-[60ch]">{says}</p>
      {action}
    </div>
  )
}
