// Of the browser, so that a page with a `loading.tsx` carries the name of its skeleton and how many rows it has, and not each row once more.
'use client'
import clsx from 'clsx'

/** A place kept for what is loading, with its final size, so that nothing moves when it comes. */
export const Skeleton = ({ className }: { className: string }) => <span aria-hidden className={clsx('block bg-sunken', className)} />

/** Rows of a list or table that are still to come. */
export function SkeletonRows({ rows, height }: { rows: number /** px of one row, as it will be */; height: number }) {
  return (
    <div aria-hidden className="grid">
      {Array.from({ length: rows }, (_, row) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: places are all alike
          key={row}
          className="flex items-center gap-3 border-line border-b last:border-b-0"
          style={{ height }}
        >
          <Skeleton className="size-4 rounded-full" />
          <Skeleton className="h-3 flex-1 rounded-key" />
          <Skeleton className="h-3 w-16 rounded-key" />
        </div>
      ))}
    </div>
  )
}
