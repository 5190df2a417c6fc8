import type { OverviewRow } from '../live/rows'
import type { WebSettings } from '../web/app'
import type { PageContext } from '../web/page-context'

/** What the frame around every view shows. No query: it stands also while Postgres is away. */
export function frameView({ app, actor, clock, rights }: PageContext) {
  const { settings, mirror } = app
  const { hostname } = new URL(settings.url)
  return {
    nowMs: clock.now().getTime(),
    platform: settings.demo ? 'marketedge' : hostname,
    profile: profileBadge(settings),
    person: actor.name,
    beat: mirror.beat(),
    places: ['/operations', '/engineering', '/paging', '/status-pages', '/settings', ...(rights.has('read-money') ? ['/executive'] : [])],
    rights: [...rights],
    overview: mirror.snapshot<OverviewRow>('overview', actor),
  }
}

/** Which world this is; only production must never be mistaken for another. */
export const profileBadge = ({ demo, profile }: Pick<WebSettings, 'demo' | 'profile'>) => ({
  name: demo ? 'DEMO' : profile.toUpperCase(),
  production: !demo && profile === 'production',
})
