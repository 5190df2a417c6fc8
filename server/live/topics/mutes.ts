import { together } from '../../alerts/rules/matching'
import type { LossSegment } from '../../impact/model'
import { rateOf } from '../../impact/rules/currency'
import { riskLoss } from '../../impact/rules/risk-state'
import type { Incident } from '../../incidents/model'
import { causesOf, type Mute, mutesOf } from '../../pipeline/labels'
import type { World } from '../../pipeline/model'
import type { MuteRow } from '../rows'
import { defineTopic } from './topic'

/** So many incidents of one are named; all of them count. */
const NAMED = 5

/** Every silence, and the maintenance that holds, with the money that it hides. */
export const mutes = defineTopic<MuteRow>({
  kind: 'mutes',
  keyed: false,
  right: 'read-money',
  all: (world) => rowsOf(world),
  touched(_world, cause) {
    switch (cause.kind) {
      case 'silence':
      case 'planned':
      case 'catalogue':
      case 'alert':
      case 'incident-opened':
      case 'incident-changed':
      case 'incident-stored':
      case 'loss':
      case 'loss-shared':
        return 'all'
      default:
        return []
    }
  },
  item: (world, id) => rowsOf(world).find((row) => row.id === id),
})

function rowsOf(world: World): readonly MuteRow[] {
  const all = mutesOf(world)
  if (all.length === 0) return []
  const quiet = new Map<string, Incident[]>(all.map(({ id }) => [id, []]))
  for (const incident of world.incidents.values()) {
    const isOver = incident.state === 'resolved'
    for (const { id, fromAt } of together(all, causesOf(world, incident)))
      if (!isOver || (incident.endedAt ?? incident.resolvedAt ?? fromAt) > fromAt) quiet.get(id)?.push(incident)
  }
  return all.map((mute) => rowOf(world, mute, quiet.get(mute.id) ?? []))
}

function rowOf(world: World, { id, fromAt, toAt }: Mute, incidents: readonly Incident[]): MuteRow {
  const hidden = new Set(incidents.map((incident) => incident.id))
  return {
    id,
    fromMs: fromAt.getTime(),
    toMs: toAt.getTime(),
    base: world.currencies.base,
    count: incidents.length,
    incidents: incidents.slice(0, NAMED).map(({ id: incidentId, number, title }) => ({ id: incidentId, number, title })),
    streams: hidden.size === 0 ? [] : [...world.ledger].flatMap(([streamId, segments]) => lossesOf(world, streamId, segments, hidden)),
  }
}

function lossesOf(world: World, streamId: string, segments: readonly LossSegment[], hidden: ReadonlySet<string>): MuteRow['streams'] {
  const basePerMinor = rateOf(world.streams.get(streamId)?.currency ?? '', world.currencies)
  const losses = segments.filter(({ incidentId }) => hidden.has(incidentId)).map(riskLoss)
  return basePerMinor === undefined || losses.length === 0 ? [] : [{ basePerMinor, losses }]
}
