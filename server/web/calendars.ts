import { createHash } from 'node:crypto'
import { listPeople } from '../access/queries'
import { sealKey } from '../access/seal'
import type { Answer } from '../kernel/answers'
import { DAY } from '../kernel/duration'
import { notFound } from '../kernel/errors'
import type { CalendarAnswer } from '../oncall/answers'
import { CALENDAR_KEY, calendarToken, readCalendarToken } from '../oncall/calendar-token'
import type { CalendarFeed } from '../oncall/model'
import { findFeed, listScheduleChanges } from '../oncall/queries'
import { calendarOf } from '../oncall/rules/calendar'
import type { WebApp } from './app'
import type { IntakeAnswer, IntakeRequest, IntakeRoute } from './intake'

/** What calendars are shown: whom to ask about last week, and half a year ahead. */
const BACK_MS = 30 * DAY
const AHEAD_MS = 180 * DAY

export type SharedCalendar = Answer<typeof CalendarAnswer>

/** A feed with the address by which calendars read it. */
export const withAddress = ({ settings }: Pick<WebApp, 'settings'>, feed: CalendarFeed): SharedCalendar => ({
  ...feed,
  url: `${settings.url}/calendar/${calendarToken(sealKey(settings.secret, CALENDAR_KEY), feed.id)}.ics`,
})

/** `GET /calendar/<token>.ics`: who is on call, for calendars, which sign in nowhere (ALR-7). Whoever has the address may read it. */
export function calendarRoutes(app: Pick<WebApp, 'db' | 'clock' | 'settings' | 'inbound' | 'mirror'>): readonly IntakeRoute[] {
  const { db, clock, settings, inbound, mirror } = app
  const key = sealKey(settings.secret, CALENDAR_KEY)

  async function answer({ params: { file = '' }, address, headers }: IntakeRequest): Promise<IntakeAnswer> {
    const id = readCalendarToken(key, file.replace(/\.ics$/, ''))
    const feed = id === undefined ? undefined : await findFeed(db, id)
    if (!feed) {
      inbound.unproven('calendar', address)
      throw nothing()
    }
    inbound.proven('calendar')
    const text = await inbound.oneOf(() => written(feed))
    const tag = `"${createHash('sha256').update(text).digest('base64url')}"`
    const common = { etag: tag, 'cache-control': 'private, no-cache', 'x-robots-tag': 'noindex' }
    if (isKnown(headers['if-none-match'], tag)) return { status: 304, headers: common }
    return {
      status: 200,
      headers: { ...common, 'content-type': 'text/calendar; charset=utf-8', 'content-disposition': 'inline; filename="on-call.ics"' },
      body: text,
    }
  }

  async function written({ schedule, person }: CalendarFeed & { readonly person: string }): Promise<string> {
    const [changes, people] = await Promise.all([listScheduleChanges(db, schedule), listPeople(db)])
    const changedAt = new Map(changes.map(({ name, changedAt: at }) => [name, at]))
    const schedules = mirror.world.routing.schedules.flatMap((one) => {
      const at = changedAt.get(one.name)
      return at ? [{ schedule: one, changedAt: at }] : []
    })
    if (schedule !== null && schedules.length === 0) throw nothing()
    const names = new Map(people.map(({ email, name }) => [email, name]))
    // From midnight to midnight, so that it is the same, and need not be sent again, for all of a day.
    const today = Math.floor(clock.now().getTime() / DAY) * DAY
    return calendarOf({
      title: schedule === null ? 'On call' : `On call: ${schedules[0]?.schedule.title ?? schedule}`,
      schedules,
      person: schedule === null ? person : null,
      nameOf: (email) => names.get(email) ?? email,
      fromAt: new Date(today - BACK_MS),
      toAt: new Date(today + AHEAD_MS),
      host: new URL(settings.url).host,
    })
  }

  return [{ method: 'GET', path: '/calendar/:file', right: 'anyone', answer }]
}

/** Never says whether it was ended or never was. */
const nothing = () => notFound('calendar', 'at this address; a new link is made on /paging')

/** The tag of the answer that whoever asks has, among several and weak or not (RFC 9110, 13.1.2). */
const isKnown = (header: string | string[] | undefined, tag: string): boolean =>
  String(header ?? '')
    .split(',')
    .some((one) => one.trim().replace(/^W\//, '') === tag || one.trim() === '*')
