import { WEEKDAYS } from '@/server/kernel/local-time'
import { decimalsOf, isCurrency } from '@/server/kernel/money'
import type { BusinessList } from '@/server/views/business'

/** A definition as the API answers it: the words of `plimsoll.yaml`. */
export type Definition = Readonly<Record<string, unknown>>

/** How a field is edited. */
export type Control =
  | 'text'
  | 'name'
  | 'count'
  | 'money'
  | 'percent'
  | 'date'
  | 'zone'
  | 'currency'
  | 'tier'
  | 'lines'
  | 'maintenance'
  | 'services'
  | 'shares'
  | 'journeys'
  | 'credits'
  | 'profile'

/** The fields of each form, in its order. Their words come from the schema. */
export const FORMS: Readonly<Record<BusinessList, readonly (readonly [key: string, control: Control])[]>> = {
  services: [
    ['title', 'text'],
    ['name', 'name'],
    ['tier', 'tier'],
    ['owner', 'text'],
    ['dependsOn', 'services'],
    ['runbook', 'text'],
  ],
  streams: [
    ['title', 'text'],
    ['name', 'name'],
    ['currency', 'currency'],
    ['perHour', 'money'],
    ['dependsOn', 'shares'],
    ['profile', 'profile'],
  ],
  opportunities: [
    ['title', 'text'],
    ['name', 'name'],
    ['currency', 'currency'],
    ['value', 'money'],
    ['probability', 'percent'],
    ['closesOn', 'date'],
    ['nextStep', 'text'],
    ['journeys', 'journeys'],
    ['target', 'percent'],
    ['stakeholders', 'lines'],
  ],
  segments: [
    ['title', 'text'],
    ['name', 'name'],
    ['customers', 'count'],
    ['reach', 'shares'],
  ],
  contracts: [
    ['title', 'text'],
    ['name', 'name'],
    ['customer', 'text'],
    ['currency', 'currency'],
    ['monthlyFee', 'money'],
    ['sla', 'percent'],
    ['services', 'services'],
    ['credits', 'credits'],
    ['timeZone', 'zone'],
    ['maintenance', 'maintenance'],
  ],
}

export type Pair = { readonly key: string; readonly value: string }
/** 7 × 24 factors as they stand in their fields, from Monday 00:00. */
export type Week = readonly (readonly string[])[]
export type ProfileDraft = { readonly timeZone: string; readonly week: Week } | null

/** What the fields hold: texts, as they were typed. */
export type Draft = {
  readonly texts: Readonly<Record<string, string>>
  /** Of `services`: those that are chosen. */
  readonly chosen: Readonly<Record<string, readonly string[]>>
  /** Of `shares` and `journeys` (key `service:web`) and `credits` (key: below). */
  readonly pairs: Readonly<Record<string, readonly Pair[]>>
  readonly profile: ProfileDraft
}

/** `0.1 + 0.2` as a person writes it. */
const clean = (value: number): number => Number(value.toPrecision(12))
export const percentText = (ratio: unknown): string => (typeof ratio === 'number' ? String(clean(ratio * 100)) : '')
/** An amount with the digits of its currency: `3600.00`, yen without. */
export const moneyText = (major: unknown, currency: string): string =>
  typeof major === 'number' ? major.toFixed(isCurrency(currency) ? decimalsOf(currency) : 2) : ''

const text = (value: unknown): string => (value === undefined || value === null ? '' : String(value))
const entries = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : []
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

export const plainWeek = (): Week => WEEKDAYS.map(() => Array.from({ length: 24 }, () => '1'))

/** The fields of what is declared; of what is new, with the defaults that a person would write. */
export function draftOf(form: BusinessList, definition: Definition | undefined, currency: string): Draft {
  const given: Definition = definition ?? NEW[form](currency)
  const money = text(given.currency) || currency
  const texts: Record<string, string> = {}
  const chosen: Record<string, readonly string[]> = {}
  const pairs: Record<string, readonly Pair[]> = {}
  for (const [key, control] of FORMS[form]) {
    const value = given[key]
    if (control === 'services') chosen[key] = list(value).map(String)
    else if (control === 'shares') pairs[key] = entries(value).map(([service, share]) => ({ key: service, value: percentText(share) }))
    else if (control === 'journeys')
      pairs[key] = list(value).flatMap((journey) => entries(journey).map(([kind, name]) => ({ key: `${kind}:${String(name)}`, value: '' })))
    else if (control === 'credits')
      pairs[key] = list(value).map((step) => {
        const { below, credit } = Object.fromEntries(entries(step))
        return { key: percentText(below), value: percentText(credit) }
      })
    else if (control === 'percent') texts[key] = percentText(value)
    else if (control === 'money') texts[key] = moneyText(value, money)
    else if (control === 'lines') texts[key] = list(value).map(String).join('\n')
    else if (control !== 'profile') texts[key] = text(value)
  }
  const profile = Object.fromEntries(entries(given.profile))
  const week = Object.fromEntries(entries(profile.week))
  return {
    texts,
    chosen,
    pairs,
    profile:
      given.profile === undefined
        ? null
        : {
            timeZone: text(profile.timeZone),
            week: WEEKDAYS.map((day) => Array.from({ length: 24 }, (_, hour) => text(list(week[day])[hour] ?? 1))),
          },
  }
}

const NEW: Readonly<Record<BusinessList, (currency: string) => Definition>> = {
  services: () => ({ tier: 2 }),
  streams: (currency) => ({ currency }),
  opportunities: (currency) => ({ currency, probability: 1 }),
  segments: () => ({}),
  contracts: (currency) => ({
    currency,
    sla: 0.999,
    timeZone: 'UTC',
    maintenance: 'excluded',
    credits: [
      { below: 0.999, credit: 0.1 },
      { below: 0.99, credit: 0.25 },
    ],
  }),
}

/** A number as it was typed (`3,600.50`); what is none is sent as it is, so that the server's sentence names it. */
export function numberOf(typed: string): number | string | undefined {
  const bare = typed.trim().replaceAll(/[,\s]/g, '')
  if (bare === '') return undefined
  return /^-?\d*\.?\d+$/.test(bare) ? Number(bare) : typed
}
const ratioOf = (typed: string): number | string | undefined => {
  const value = numberOf(typed.replace(/%\s*$/, ''))
  return typeof value === 'number' ? clean(value / 100) : value
}

/** The definition that the fields mean; what is empty is left out. Sent as it is, and read by the server's own schema. */
export function definitionOf(form: BusinessList, draft: Draft): Definition {
  const made: Record<string, unknown> = {}
  for (const [key, control] of FORMS[form]) {
    const typed = draft.texts[key] ?? ''
    const rows = draft.pairs[key] ?? []
    if (control === 'services') made[key] = draft.chosen[key] ?? []
    else if (control === 'shares')
      made[key] = Object.fromEntries(rows.flatMap(({ key: service, value }) => (service === '' ? [] : [[service, ratioOf(value) ?? '']])))
    else if (control === 'journeys')
      made[key] = rows.flatMap(({ key: journey }) => {
        const [kind = '', name = ''] = journey.split(':', 2)
        return name === '' ? [] : [{ [kind]: name }]
      })
    else if (control === 'credits') made[key] = rows.map(({ key: below, value }) => ({ below: ratioOf(below), credit: ratioOf(value) }))
    else if (control === 'profile') made[key] = draft.profile ? profileOf(draft.profile) : undefined
    else if (control === 'percent') made[key] = ratioOf(typed)
    else if (control === 'money' || control === 'count' || control === 'tier') made[key] = numberOf(typed)
    else if (control === 'lines') made[key] = typed.split('\n').flatMap((line) => line.trim() || [])
    else made[key] = typed.trim() === '' ? undefined : typed.trim()
  }
  return Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined))
}

/** Only the days that differ from an ordinary one. */
const profileOf = ({ timeZone, week }: NonNullable<ProfileDraft>): Definition => ({
  timeZone,
  week: Object.fromEntries(
    WEEKDAYS.flatMap((day, i) => {
      const hours = (week[i] ?? []).map((typed) => numberOf(typed) ?? '')
      return hours.every((factor) => factor === 1) ? [] : [[day, hours]]
    }),
  ),
})

/**
 * Cells of a spreadsheet or of CSV as they come from the clipboard: rows by line, columns by tab, semicolon or comma. A first column or row of
 * words (mon, 09:00) is left out.
 */
export function cellsOf(pasted: string): readonly (readonly string[])[] {
  const rows = pasted
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(line.includes('\t') ? '\t' : line.includes(';') ? ';' : ',').map((cell) => cell.trim()))
  const isNumber = (cell: string | undefined) => /^-?\d*[.,]?\d+$/.test(cell ?? '')
  const [[corner = ''] = []] = rows
  const isHeaded = !isNumber(corner) && !WEEKDAYS.some((day) => corner.toLowerCase().startsWith(day))
  const named = (isHeaded ? rows.slice(1) : rows).map((cells) => (isNumber(cells[0]) ? cells : cells.slice(1)))
  return named.filter((cells) => cells.some(isNumber)).map((cells) => cells.map((cell) => cell.replace(',', '.')))
}

/** Lays pasted cells into a week, the first at a day and hour; what does not fit is left out. */
export const withCells = (week: Week, cells: readonly (readonly string[])[], day: number, hour: number): Week =>
  week.map((hours, d) => hours.map((was, h) => (d >= day && h >= hour ? (cells[d - day]?.[h - hour] ?? was) : was)))

/** The field of the form at which an issue stands: `credits[0].below` stands at `credits`. */
export const fieldAt = (form: BusinessList, path: string): string | undefined => {
  const [key = ''] = path.replace(/^input\./, '').split(/[.[]/, 1)
  return FORMS[form].find(([known]) => known === key)?.[0]
}
