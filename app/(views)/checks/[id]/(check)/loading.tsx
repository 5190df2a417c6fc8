import { Skeleton, SkeletonRows } from '@/components/ui/skeleton'

export default function CheckLoading() {
  return (
    <div className="grid gap-4 px-5 pt-4" aria-busy>
      <span role="status" className="sr-only">
        Loading the check
      </span>
      <Skeleton className="h-10 w-80" />
      <Skeleton className="h-14 w-full" />
      <Skeleton className="h-[330px] w-full" />
      <SkeletonRows rows={8} height={32} />
    </div>
  )
}
