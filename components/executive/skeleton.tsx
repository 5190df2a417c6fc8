import { Skeleton, SkeletonRows } from '@/components/ui/skeleton'

/** The executive view before it is there: the same places, so that nothing moves. */
export function ExecutiveSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="mx-auto max-w-[1440px] px-10 pt-6 pb-8 max-lg:px-6 max-md:px-5">
      <Skeleton className="mt-2 h-4 w-56" />
      <Skeleton className="mt-4 h-16 w-[420px] max-w-full" />
      <Skeleton className="mt-6 h-8 w-[360px] max-w-full" />
      <div className="mt-24 h-[1.5px] bg-ink" />
      <div className="mt-52 grid gap-x-9 gap-y-6 md:grid-cols-2 xl:grid-cols-4">
        {['opportunities', 'availability', 'month', 'loss'].map((section) => (
          <div key={section} className="border-line border-t pt-3">
            <Skeleton className="mb-3 h-4 w-28" />
            <SkeletonRows rows={4} height={40} />
          </div>
        ))}
      </div>
    </div>
  )
}
