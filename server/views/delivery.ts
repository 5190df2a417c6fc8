import type { Sql } from '@/db/client'
import { channelTypeOf } from '../alerts/channels/registry'
import { listCanaries, readFigures } from '../alerts/queries/canaries'
import { byHour, type DeliveryTargets, summaryOf } from '../alerts/rules/delivery'
import type { Answer } from '../kernel/answers'
import { DAY } from '../kernel/duration'
import type { World } from '../pipeline/model'
import type { WebApp } from '../web/app'
import type { PageContext } from '../web/page-context'
import type { DeliveryAnswer } from './answers'
import type { Section } from './model'
import { reader } from './section'

const HOURS = 24
const WINDOW_MS = 30 * DAY
/** As many as a row of bars has. */
const CANARIES = 60

export type DeliveryChannel = Delivery['channels'][number]

/** How soon pages and canaries arrive: what Plimsoll promises of itself, measured (ALR-13). */
export type Delivery = Answer<typeof DeliveryAnswer>

export type DeliveryView = { readonly targets: DeliveryTargets; readonly delivery: Section<Delivery> }

/** The same with what cannot be read said in words. */
export async function deliveryView({ sql, clock, log, world, app }: PageContext): Promise<DeliveryView> {
  const targets = targetsOf(app)
  const read = reader({ clock, log })
  return { targets, delivery: await read('how soon messages arrive', readDelivery(sql, world, targets, clock.now())) }
}

export const targetsOf = ({ config: { settings } }: Pick<WebApp, 'config'>): DeliveryTargets => ({
  medianMs: settings.get('alerts.sloMedian'),
  withinMs: settings.get('alerts.sloWithin'),
  share: settings.get('alerts.sloShare'),
})

/** Two bounded queries: 30 days of hours, and the last canaries of each channel. What was measured of a channel that is gone counts on. */
export async function readDelivery(sql: Sql, { routing, sight }: World, targets: DeliveryTargets, now: Date): Promise<Delivery> {
  const names = routing.channels.map(({ name }) => name)
  const [month, canaries] = await Promise.all([readFigures(sql, new Date(now.getTime() - WINDOW_MS)), listCanaries(sql, names, CANARIES)])
  const day = month.filter(({ hour }) => hour.getTime() > now.getTime() - DAY)
  const of = <Item extends { readonly channel: string }>(items: readonly Item[], name: string) =>
    items.filter(({ channel }) => channel === name)
  return {
    targets,
    day: summaryOf(day, targets),
    month: summaryOf(month, targets),
    hours: byHour(day, targets, HOURS, now),
    channels: routing.channels.map(({ name, kind }) => ({
      name,
      label: channelTypeOf(kind).label,
      day: summaryOf(of(day, name), targets),
      month: summaryOf(of(month, name), targets),
      hours: byHour(of(day, name), targets, HOURS, now),
      canaries: of(canaries, name).map(({ channel: _channel, ...rest }) => rest),
      sight: sight.channels?.find((one) => one.name === name) ?? null,
    })),
  }
}
