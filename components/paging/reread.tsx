'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { useLive } from '@/components/live/use-live'
import { useNow } from '@/components/live/use-now'
import { SECOND } from '@/server/kernel/duration'
import type { Snapshot } from '@/server/live/model'
import type { OutboxRow } from '@/server/live/rows'

/** Reads the page again when the delivery log has moved, once a second at most: what it shows is in Postgres, by filters and pages. */
export function Reread({ initial }: { initial: Snapshot<OutboxRow> }) {
  const router = useRouter()
  const [row] = useLive<OutboxRow>('outbox', initial)
  const now = useNow(SECOND)
  const movedMs = row?.movedMs
  const known = useRef(movedMs)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each beat looks whether something has moved since the one before.
  useEffect(() => {
    if (movedMs === known.current) return
    known.current = movedMs
    router.refresh()
  }, [now])
  return null
}
