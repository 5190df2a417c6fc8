import { DAY } from '../../kernel/duration'
import type { Schedule } from '../../oncall/model'
import { turnsBetween } from '../../oncall/rules/rotation'
import type { OnCallRow } from '../rows'
import { defineTopic } from './topic'

/** As far as is shown, and a day more for a screen that stays open. */
export const AHEAD_MS = 15 * DAY

/** Who is on call in each schedule, now and for two weeks: what a screen needs to turn at each hand-over by itself (ALR-7). */
export const onCall = defineTopic<OnCallRow>({
  kind: 'on-call',
  keyed: false,
  right: 'read',
  all: ({ routing }, _key, now) => routing.schedules.map((schedule) => onCallRow(schedule, now)),
  touched: (_world, cause) => (cause.kind === 'catalogue' || cause.kind === 'hour' ? 'all' : []),
  item({ routing }, id, _key, _causes, now) {
    const schedule = routing.schedules.find(({ name }) => name === id)
    return schedule && onCallRow(schedule, now)
  },
})

function onCallRow(schedule: Schedule, now: Date): OnCallRow {
  const { name, title = name, timeZone, standIns = [] } = schedule
  return {
    id: name,
    title,
    timeZone,
    turns: turnsBetween(schedule, now, new Date(now.getTime() + AHEAD_MS)).map(({ fromAt, toAt, person, by }) => ({
      fromMs: fromAt.getTime(),
      toMs: toAt.getTime(),
      person,
      by,
    })),
    standIns: standIns.map(({ id, from, to, person, by }) => ({ id, fromMs: Date.parse(from), toMs: Date.parse(to), person, by })),
  }
}
