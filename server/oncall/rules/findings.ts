import { DAY, formatDuration } from '../../kernel/duration'
import type { Issue } from '../../kernel/errors'
import { sayLocal, zoneOf } from '../../kernel/zoned'
import type { Layer, Override, Schedule } from '../model'
import { clockOf, layOut, turnsBetween } from './rotation'

/** Something wrong with a schedule, or worrying. What is `grave` is refused, the rest is said and saved. */
export type ScheduleFinding = Issue & { readonly grave: boolean }

/** How far ahead a time of nobody is looked for: somebody can still do something about it, and every week of a month is in it. */
const GAPS_AHEAD_DAYS = 28
/** How far ahead is looked for what comes with the year: changes of the clocks, and a layer's day to apply. */
const AHEAD_DAYS = 366

type Terms = {
  /** Whether there is a way to a person. */
  readonly isReachable: (person: string) => boolean
  /** When it is saved. */
  readonly at: Date
}

/** What is to be said of a schedule when it is saved (ALR-7): each in a sentence with its consequence and the way out. */
export const scheduleFindings = (schedule: Schedule, { isReachable, at }: Terms): readonly ScheduleFinding[] => [
  ...scheduleRefusals(schedule),
  ...schedule.layers.flatMap((layer, i) => [
    ...unreachable(schedule, layer, i, { isReachable, at }),
    ...twiceInARow(layer, i),
    ...skippedHandover(schedule, layer, i, at),
  ]),
  ...neverApplying(schedule, at),
  ...overrides(schedule, { isReachable, at }),
  ...gaps(schedule, at),
]

const plain = (path: string, message: string): ScheduleFinding => ({ path, message, grave: false })
const grave = (path: string, message: string): ScheduleFinding => ({ path, message, grave: true })

const noWayTo = (path: string, person: string) =>
  plain(path, `${person} has no way to be reached, so nobody would be told; declare a contact for them, or a channel of mail.`)

/** What cannot be meant, at any time. */
export const scheduleRefusals = ({ layers, overrides: all }: Pick<Schedule, 'layers' | 'overrides'>): readonly ScheduleFinding[] => [
  ...layers.flatMap((layer, i) => {
    const { startsWall, endsWall } = clockOf(layer)
    if (endsWall > startsWall) return []
    return [
      grave(`layers[${i}].ends`, 'The layer ends before its first turn begins, so it would never apply; set a later day or remove it.'),
    ]
  }),
  ...all.flatMap((one, i) =>
    isEmpty(one)
      ? [grave(`overrides[${i}].to`, 'The override ends before it begins, so it would never apply; set `to` after `from`.')]
      : [],
  ),
]

const isEmpty = ({ from, to }: Override): boolean => Date.parse(to) <= Date.parse(from)

/** A layer that has ended names whoever was there then. */
function unreachable(schedule: Schedule, layer: Layer, i: number, { isReachable, at }: Terms): readonly ScheduleFinding[] {
  if (hasEnded(schedule, layer, at)) return []
  return layer.people.flatMap((person, j) => (isReachable(person) ? [] : [noWayTo(`layers[${i}].people[${j}]`, person)]))
}

function twiceInARow({ people, turn }: Layer, i: number): readonly ScheduleFinding[] {
  if (people.length === 1) return []
  return people.flatMap((person, j) => {
    if (people[(j + 1) % people.length] !== person) return []
    const next = j + 1 === people.length ? 'is last and first' : 'stands twice in a row'
    const each = typeof turn === 'string' ? `a ${turn}` : formatDuration(turn)
    return [plain(`layers[${i}].people[${j}]`, `${person} ${next}, and is on call for two turns of ${each} without a rest in between.`)]
  })
}

/** The next hand-over that falls into an hour which the clocks leave out. Of elapsed turns only the first is on the clock. */
function skippedHandover({ timeZone }: Schedule, layer: Layer, i: number, at: Date): readonly ScheduleFinding[] {
  const zone = zoneOf(timeZone)
  const { startsWall, endsWall, turnMs } = clockOf(layer)
  const fromMs = Math.max(at.getTime(), zone.firstAt(startsWall) - DAY)
  for (const { atMs, wasMs, isMs } of zone.changes(fromMs, fromMs + AHEAD_DAYS * DAY)) {
    const turn = typeof layer.turn === 'string' ? Math.max(0, Math.ceil((wasMs - startsWall) / turnMs)) : 0
    const handoverWall = startsWall + turn * turnMs
    if (handoverWall < wasMs || handoverWall >= Math.min(isMs, endsWall)) continue
    const date = new Date(handoverWall).toISOString().slice(0, 10)
    const message = `There is no ${layer.handover} on ${date} in ${timeZone}, where the clocks are put forward; that turn begins at ${sayLocal(atMs, timeZone)}.`
    return [plain(`layers[${i}].handover`, `${message} Choose another hour if it must not.`)]
  }
  return []
}

function neverApplying(schedule: Schedule, at: Date): readonly ScheduleFinding[] {
  const atMs = at.getTime()
  const toMs = atMs + AHEAD_DAYS * DAY
  const laid = layOut({ ...schedule, overrides: [] }, atMs, toMs)
  const applied = new Set(laid.map(({ layer }) => layer))
  return schedule.layers.flatMap((layer, i) => {
    const { startsWall, endsWall } = clockOf(layer)
    if (endsWall <= startsWall) return []
    if (hasEnded(schedule, layer, at))
      return [plain(`layers[${i}].ends`, `The layer ended on ${layer.ends} and applies no more; it can be removed.`)]
    if (applied.has(i) || zoneOf(schedule.timeZone).firstAt(startsWall) >= toMs) return []
    return [
      plain(
        `layers[${i}]`,
        'Later layers hold at all of its hours for a year, so nobody of it is on call; move it after them, limit their hours, or remove it.',
      ),
    ]
  })
}

/** A past override is no mistake of whoever saves: what a file declares grows old by itself, so it is never refused. */
function overrides({ overrides: all }: Schedule, { isReachable, at }: Terms): readonly ScheduleFinding[] {
  const isPast = ({ to }: (typeof all)[number]) => Date.parse(to) <= at.getTime()
  const past = all.flatMap((one, i) => (isPast(one) && !isEmpty(one) ? [i] : []))
  return [
    ...all.flatMap((one, i) =>
      one.person !== null && !isEmpty(one) && !isPast(one) && !isReachable(one.person)
        ? [noWayTo(`overrides[${i}].person`, one.person)]
        : [],
    ),
    ...past.slice(0, 1).map((i) => {
      const [these, them, they] = past.length === 1 ? ['This override lies', 'it', 'It'] : [`${past.length} overrides lie`, 'them', 'They']
      return plain(`overrides[${i}]`, `${these} wholly in the past, and nobody is on call by ${them} any more. ${they} can be removed.`)
    }),
  ]
}

/** Times of nobody. An override that names nobody is meant. */
function gaps(schedule: Schedule, at: Date): readonly ScheduleFinding[] {
  const to = new Date(at.getTime() + GAPS_AHEAD_DAYS * DAY)
  const open = turnsBetween(schedule, at, to).filter(({ by }) => by === null)
  const [first, ...more] = open
  if (!first) return []
  const next = 'who is paged then is up to the policy’s next step.'
  const say = (instant: Date) => sayLocal(instant.getTime(), schedule.timeZone)
  if (first.fromAt.getTime() === at.getTime() && first.toAt.getTime() === to.getTime())
    return [plain('layers', `Nobody is on call within the next ${GAPS_AHEAD_DAYS} days; ${next}`)]
  const until = first.toAt.getTime() === to.getTime() ? 'on' : `to ${say(first.toAt)}`
  const totalMs = open.reduce((sum, { fromAt, toAt }) => sum + toAt.getTime() - fromAt.getTime(), 0)
  const times = more.length === 1 ? 'once more' : `${more.length} more times`
  const total = more.length === 0 ? '' : `, and ${times} within ${GAPS_AHEAD_DAYS} days, ${formatDuration(totalMs)} in all`
  return [plain('layers', `Nobody is on call from ${say(first.fromAt)} ${until} (${schedule.timeZone})${total}; ${next}`)]
}

function hasEnded({ timeZone }: Schedule, layer: Layer, at: Date): boolean {
  const { startsWall, endsWall } = clockOf(layer)
  return endsWall > startsWall && zoneOf(timeZone).wallAt(at.getTime()) >= endsWall
}
