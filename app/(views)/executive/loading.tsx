import { ExecutiveSkeleton } from '@/components/executive/skeleton'

export default function Loading() {
  return <ExecutiveSkeleton />
}
