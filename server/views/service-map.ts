import { rateOf } from '../impact/rules/currency'
import { factorAt } from '../impact/rules/profile'
import type { ServiceRow } from '../live/rows'
import type { PageContext } from '../web/page-context'

/** Every service with what it needs, and, for those who may see money, what hangs on them at this hour. */
export function serviceMapView({ app, actor, world, clock, rights }: PageContext) {
  const nowMs = clock.now().getTime()
  return {
    services: app.mirror.snapshot<ServiceRow>('services', actor),
    /** Null for those who may not see money. In minor units of the base currency an hour. */
    money: rights.has('read-money')
      ? {
          base: world.currencies.base,
          streams: [...world.streams.values()].map(({ id, title, dependence, baselinePerHourMinor, profile, currency }) => ({
            id,
            title,
            perHourMinor: baselinePerHourMinor * factorAt(profile, nowMs) * (rateOf(currency, world.currencies) ?? 0),
            shares: dependence,
          })),
        }
      : null,
  }
}
export type ServiceMapView = ReturnType<typeof serviceMapView>
