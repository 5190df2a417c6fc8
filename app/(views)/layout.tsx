import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { LiveFrame } from '@/components/live/live-frame'
import { NowProvider } from '@/components/live/use-now'
import { RAIL_COOKIE, railOf, THEME_COOKIE, themeOf } from '@/components/shell/preferences'
import { ProfileBadge } from '@/components/shell/profile-badge'
import { frameView } from '@/server/views/frame'
import { pageContext } from '@/server/web/page-context'

/** Rail, top bar and key bar around the three views and their details. */
export default async function ViewsLayout({ children }: { children: ReactNode }) {
  const [{ nowMs, platform, profile, ...frame }, jar] = await Promise.all([pageContext('read').then(frameView), cookies()])
  return (
    <NowProvider atMs={nowMs}>
      <LiveFrame
        {...frame}
        platform={platform}
        profile={<ProfileBadge {...profile} />}
        rail={railOf(jar.get(RAIL_COOKIE)?.value)}
        theme={themeOf(jar.get(THEME_COOKIE)?.value)}
      >
        {children}
      </LiveFrame>
    </NowProvider>
  )
}
