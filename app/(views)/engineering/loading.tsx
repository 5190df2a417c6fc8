import { SkeletonRows } from '@/components/ui/skeleton'

export default function EngineeringLoading() {
  return (
    <div className="px-5 pt-24" aria-busy>
      <span role="status" className="sr-only">
        Loading the checks
      </span>
      <SkeletonRows rows={24} height={28} />
    </div>
  )
}
