import { some } from '../../kernel/iterables'
import type { World } from '../../pipeline/model'
import type { OverviewRow } from '../rows'
import { defineTopic } from './topic'

/** How all is together, for the frame around every view; one small item, however much is open. */
export const overview = defineTopic<OverviewRow>({
  kind: 'overview',
  keyed: false,
  right: 'read',
  all: (world) => [overviewOf(world)],
  touched(_world, cause) {
    switch (cause.kind) {
      case 'catalogue':
      case 'alert':
      case 'incident-opened':
      case 'incident-changed':
      case 'incident-stored':
        return ['overview']
      default:
        return []
    }
  },
  item: (world) => overviewOf(world),
})

export function overviewOf(world: World): OverviewRow {
  const open = [...world.incidents.values()].filter(({ state }) => state !== 'resolved')
  const isDown = open.some(({ id }) =>
    some(world.alertsIn.get(id)?.values() ?? [], ({ condition, endedAt }) => condition === 'down' && endedAt === null),
  )
  return {
    id: 'overview',
    status: world.checks.size === 0 ? 'unknown' : isDown ? 'down' : open.length > 0 ? 'degraded' : 'up',
    openIncidents: open.length,
    urgent: open.some(({ state }) => state === 'triggered'),
  }
}
