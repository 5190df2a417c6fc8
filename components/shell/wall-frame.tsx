'use client'
import type { ReactNode } from 'react'
import { useNow } from '@/components/live/use-now'
import { Logo } from '@/components/marks/logo'
import type { Mark } from '@/components/marks/status'
import { exactClock, longDay } from '@/components/ui/format-time'
import { useHydrated } from '@/components/ui/use-hydrated'

export type WallFrameProps = {
  mark: Mark /** which platform, in which profile: `marketedge, production` */
  platform: string
  live?: ReactNode
  children: ReactNode
}

/** The frame of a screen on a wall (`?tv=1`): nothing to press, everything to be read from across the room. */
export function WallFrame({ mark, platform, live, children }: WallFrameProps) {
  const zone = useHydrated() ? undefined : 'UTC'
  const now = useNow(1_000)
  return (
    <div className="flex min-h-dvh flex-col px-[72px] pt-10 pb-8 max-lg:px-8">
      <header className="flex items-center gap-4 text-20">
        <span className="flex items-center gap-4 [&_span]:text-[26px]">
          <Logo mark={mark} size={34} />
        </span>
        <span className="text-ink-3">{platform}</span>
        <span className="ml-auto flex items-center gap-10 [&_[role=status]]:text-20">
          <span className="text-ink-3">{longDay(now, zone)}</span>
          <time className="font-medium">{exactClock(now, zone)}</time>
          {live}
        </span>
      </header>
      <main className="flex flex-1 flex-col pt-10">{children}</main>
    </div>
  )
}
