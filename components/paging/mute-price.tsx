'use client'
import Link from 'next/link'
import { PriceOfSilence } from '@/components/impact/price-of-silence'
import { useHeard } from '@/components/live/use-heard'
import { useLive } from '@/components/live/use-live'
import { priceTogether } from '@/server/alerts/rules/price'
import type { Snapshot } from '@/server/live/model'
import type { MuteRow } from '@/server/live/rows'

/** What one silence or window keeps from being told, and what that costs, as of this second. */
export function MutePrice({ id, initial, free }: { id: string; initial: Snapshot<MuteRow>; free?: string }) {
  const row = useLive('mutes', initial).find((one) => one.id === id)
  const { now, stale } = useHeard()
  if (!row) return null
  const [first] = row.incidents
  return (
    <div className={stale ? 'text-12 opacity-60' : 'text-12'}>
      <p>
        <PriceOfSilence price={priceTogether(row, row.streams, now)} base={row.base} {...(free !== undefined && { free })} />
      </p>
      {first && (
        <p className="truncate text-ink-2">
          <Link href={`/incidents/${first.id}`} prefetch={false} className="hover:underline">
            {first.title}
          </Link>
          {row.count > 1 && ` and ${row.count - 1} more`}
        </p>
      )}
    </div>
  )
}
