'use client'
import { Failed } from '@/components/executive/failed'

export default function ExecutiveError({ reset }: { error: Error; reset: () => void }) {
  return <Failed what="The executive view" onRetry={reset} />
}
