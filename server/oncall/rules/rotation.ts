import { DAY } from '../../kernel/duration'
import { invalid } from '../../kernel/errors'
import { localDateMs, timeOfDayMs } from '../../kernel/local-time'
import { hoursAt, type WeekHours, weekHours } from '../../kernel/week-hours'
import { type Zone, zoneOf } from '../../kernel/zoned'
import type { Layer, OnCall, Schedule, Turn } from '../model'

/** The longest range that is answered at once, in days: its work is bounded so. */
const RANGE_MAX_DAYS = 731

/** @throws Refusal `invalid` when a range is longer than `RANGE_MAX_DAYS` */
export function refuseTooLong(from: Date, to: Date): void {
  if (to.getTime() - from.getTime() > RANGE_MAX_DAYS * DAY) throw invalid(`Ask for at most ${RANGE_MAX_DAYS} days at once.`)
}

/**
 * Who is on call at an instant (ALR-7): by the override declared last, else by the last layer that holds then.
 * Asks each layer once, however long ago it began.
 */
export function onCallAt(schedule: Schedule, at: Date): OnCall {
  const { zone, layers, overrides } = planOf(schedule)
  const atMs = at.getTime()
  const override = overrides.find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs)
  if (override) return { person: override.person, by: 'override', turn: between(override.fromMs, override.toMs) }
  const wallMs = zone.wallAt(atMs)
  for (const layer of layers) {
    const { turn } = lookAt(zone, layer, atMs, wallMs)
    if (turn !== null) return { person: personOf(layer, turn), by: 'layer', turn: between(...boundsOf(zone, layer, turn)) }
  }
  return { person: null, by: null, turn: null }
}

/**
 * Who is on call from one instant to another, without holes: stretches in order, those of the same person joined, nobody as `person: null`.
 * Empty when the range is.
 *
 * @throws Refusal `invalid` when the range is longer than two years
 */
export function turnsBetween(schedule: Schedule, from: Date, to: Date): readonly Turn[] {
  refuseTooLong(from, to)
  const joined: { fromAt: Date; toAt: Date; person: string | null; by: Turn['by'] }[] = []
  for (const { fromMs, toMs, person, by } of layOut(schedule, from.getTime(), to.getTime())) {
    const last = joined.at(-1)
    if (last && last.person === person && last.by === by) last.toAt = new Date(toMs)
    else joined.push({ ...between(fromMs, toMs), person, by })
  }
  return joined
}

/** A part of one turn or override, or of the time of nobody. `beganMs` is where that turn or override began; milliseconds of the epoch. */
export type Stretch = {
  readonly fromMs: number
  readonly toMs: number
  readonly person: string | null
  readonly by: Turn['by']
  /** The index of the layer that puts the person on call. */
  readonly layer: number | null
  readonly beganMs: number
}

/**
 * As `turnsBetween`, with each turn apart, and for any range: from one millisecond of the epoch to another.
 * What stands above is laid first, and what lies below is asked for the rest alone.
 */
export function layOut(schedule: Schedule, fromMs: number, toMs: number): readonly Stretch[] {
  const { zone, layers, overrides } = planOf(schedule)
  const found: Stretch[] = []
  let open: readonly Gap[] = toMs > fromMs ? [{ fromMs, toMs }] : []
  for (const override of overrides) {
    if (override.toMs <= fromMs || override.fromMs >= toMs) continue
    const left: Gap[] = []
    for (const gap of open) {
      const start = Math.max(gap.fromMs, override.fromMs)
      const end = Math.min(gap.toMs, override.toMs)
      if (start >= end) {
        left.push(gap)
        continue
      }
      found.push({ fromMs: start, toMs: end, person: override.person, by: 'override', layer: null, beganMs: override.fromMs })
      if (gap.fromMs < start) left.push({ fromMs: gap.fromMs, toMs: start })
      if (end < gap.toMs) left.push({ fromMs: end, toMs: gap.toMs })
    }
    open = left
  }
  for (const layer of layers) {
    const left: Gap[] = []
    for (const gap of open) walk(zone, layer, gap, found, left)
    open = left
  }
  for (const gap of open) found.push({ ...gap, person: null, by: null, layer: null, beganMs: gap.fromMs })
  return found.sort((a, b) => a.fromMs - b.fromMs)
}

type Gap = { readonly fromMs: number; readonly toMs: number }

/** Goes through a gap from change to change: what the layer holds is found, the rest is left. */
function walk(zone: Zone, layer: LayerPlan, gap: Gap, found: Stretch[], left: Gap[]): void {
  for (let fromMs = gap.fromMs; fromMs < gap.toMs; ) {
    const { turn, untilMs } = lookAt(zone, layer, fromMs, zone.wallAt(fromMs))
    const toMs = Math.min(untilMs, gap.toMs)
    if (turn === null) left.push({ fromMs, toMs })
    else
      found.push({
        fromMs,
        toMs,
        person: personOf(layer, turn),
        by: 'layer',
        layer: layer.index,
        beganMs: edgeOf(zone, layer, turn),
      })
    fromMs = toMs
  }
}

/** A layer in numbers. `…Wall` are readings of the zone's clock (`server/kernel/zoned.ts`), `…Ms` of the epoch. */
type LayerPlan = {
  readonly index: number
  readonly people: readonly string[]
  readonly turnMs: number
  /** Whether turns are counted on the clock (day, week) or in elapsed time. */
  readonly onClock: boolean
  readonly startsWall: number
  readonly startsMs: number
  readonly endsWall: number
  readonly hours: WeekHours | null
}
type Plan = {
  readonly zone: Zone
  /** The one that stands over the others first. */
  readonly layers: readonly LayerPlan[]
  readonly overrides: readonly { readonly fromMs: number; readonly toMs: number; readonly person: string | null }[]
}

const plans = new WeakMap<Schedule, Plan>()

/** A schedule as declared is never changed, only replaced, so its numbers are worked out once. */
function planOf(schedule: Schedule): Plan {
  const held = plans.get(schedule)
  if (held) return held
  const zone = zoneOf(schedule.timeZone)
  const made: Plan = {
    zone,
    layers: schedule.layers.map((layer, index) => planLayer(zone, layer, index)).reverse(),
    overrides: schedule.overrides.map(({ from, to, person }) => ({ fromMs: Date.parse(from), toMs: Date.parse(to), person })).reverse(),
  }
  plans.set(schedule, made)
  return made
}

function planLayer(zone: Zone, layer: Layer, index: number): LayerPlan {
  const { startsWall, endsWall, turnMs } = clockOf(layer)
  return {
    index,
    people: layer.people,
    turnMs,
    onClock: typeof layer.turn === 'string',
    startsWall,
    startsMs: zone.firstAt(startsWall),
    endsWall,
    hours: layer.hours ? weekHours(layer.hours) : null,
  }
}

/** When a layer starts and ends (infinite without an end) as readings of the clock, and how long a turn is, in milliseconds. */
export function clockOf({ starts, ends, handover, turn }: Layer): {
  readonly startsWall: number
  readonly endsWall: number
  readonly turnMs: number
} {
  const handoverMs = timeOfDayMs(handover)
  return {
    startsWall: localDateMs(starts) + handoverMs,
    endsWall: ends === undefined ? Number.POSITIVE_INFINITY : localDateMs(ends) + handoverMs,
    turnMs: turn === 'day' ? DAY : turn === 'week' ? 7 * DAY : turn,
  }
}

/** The turn that a layer is in at an instant, counted from 0; null when it does not hold then. `untilMs`: when that next changes. */
function lookAt(zone: Zone, layer: LayerPlan, atMs: number, wallMs: number): { readonly turn: number | null; readonly untilMs: number } {
  const instant = (wall: number) => (Number.isFinite(wall) ? zone.firstAt(wall) : Number.POSITIVE_INFINITY)
  const { startsWall, startsMs, endsWall, turnMs, onClock, hours } = layer
  if (wallMs >= endsWall || startsWall >= endsWall) return { turn: null, untilMs: Number.POSITIVE_INFINITY }
  if (wallMs < startsWall) return { turn: null, untilMs: startsMs }
  const held = hours ? hoursAt(hours, wallMs) : ALWAYS
  if (!held.inside) return { turn: null, untilMs: instant(held.untilMs) }
  const restWall = Math.min(endsWall, held.untilMs)
  if (onClock) {
    const turn = Math.floor((wallMs - startsWall) / turnMs)
    return { turn, untilMs: instant(Math.min(restWall, startsWall + (turn + 1) * turnMs)) }
  }
  const turn = Math.floor((atMs - startsMs) / turnMs)
  return { turn, untilMs: Math.min(instant(restWall), startsMs + (turn + 1) * turnMs) }
}
const ALWAYS = { inside: true, untilMs: Number.POSITIVE_INFINITY }

/** From when to when a turn of a layer goes, in milliseconds of the epoch. */
function boundsOf(zone: Zone, layer: LayerPlan, turn: number): [fromMs: number, toMs: number] {
  const endsMs = Number.isFinite(layer.endsWall) ? zone.firstAt(layer.endsWall) : Number.POSITIVE_INFINITY
  return [edgeOf(zone, layer, turn), Math.min(edgeOf(zone, layer, turn + 1), endsMs)]
}

/** When a turn of a layer begins, in milliseconds of the epoch. */
const edgeOf = (zone: Zone, { startsWall, startsMs, turnMs, onClock }: LayerPlan, turn: number): number =>
  onClock ? zone.firstAt(startsWall + turn * turnMs) : startsMs + turn * turnMs

const personOf = ({ people }: LayerPlan, turn: number): string => people[turn % people.length] as string

const between = (fromMs: number, toMs: number) => ({ fromAt: new Date(fromMs), toAt: new Date(toMs) })
