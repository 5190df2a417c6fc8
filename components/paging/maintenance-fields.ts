import { WEEKDAYS } from '@/server/kernel/local-time'
import { slugOf } from '@/server/kernel/slug'

export const namesIn = (written: FormDataEntryValue | null): readonly string[] =>
  String(written ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)

/** A window as it is written, whether or not it is whole. */
export type Written = {
  readonly name: string
  readonly title?: string | undefined
  readonly matcher: { readonly [place in (typeof PLACES)[number]]?: readonly string[] | undefined }
  readonly when: { readonly once?: Once | undefined; readonly every?: Every | undefined }
  readonly lossFree?: boolean | undefined
  readonly everything?: boolean | undefined
}
type Once = { readonly from: string; readonly to: string; readonly timeZone?: string | undefined }
type Every = {
  readonly days?: readonly string[] | undefined
  readonly weeks?: number | undefined
  readonly dayOfMonth?: number | 'last' | undefined
  readonly at: string
  readonly for: string
  readonly timeZone?: string | undefined
  readonly from?: string | undefined
}

/** How often a window comes, as the dialog asks for it. */
export const comesOf = ({ when: { every } }: Pick<Written, 'when'>): 'once' | 'week' | 'month' =>
  every ? (every.dayOfMonth === undefined ? 'week' : 'month') : 'once'

const PLACES = ['services', 'checks', 'teams', 'tags'] as const

/** A name for files and addresses from what somebody calls it: `Weekly reboot!` → `weekly-reboot`. */
export const nameFrom = (title: string): string => slugOf(title) || 'maintenance'

/** What the fields of the dialog mean. What it has no field for, the day from which on it no longer begins, stays as it was. */
export function maintenanceOf(fields: FormData, held?: Written): Written {
  const text = (name: string) => String(fields.get(name) ?? '').trim()
  const matcher = Object.fromEntries(
    PLACES.map((place) => [place, namesIn(fields.get(place))] as const).filter(([, names]) => names.length > 0),
  )
  const timeZone = text('timeZone')
  const common = { at: text('at'), for: text('for'), timeZone }
  const { days: _days, weeks: _weeks, dayOfMonth: _day, from: _from, ...kept } = held?.when.every ?? {}
  const first = text('first') === '' ? {} : { from: text('first') }
  return {
    name: held?.name ?? nameFrom(text('title')),
    title: text('title'),
    matcher,
    when:
      text('comes') === 'once'
        ? { once: { from: text('from'), to: text('to'), timeZone } }
        : { every: { ...kept, ...common, ...first, ...(text('comes') === 'month' ? monthly(fields) : weekly(fields)) } },
    lossFree: fields.get('lossFree') === 'on',
    everything: fields.get('everything') === 'on',
  }
}

function weekly(fields: FormData): Pick<Every, 'days' | 'weeks'> {
  const days = WEEKDAYS.filter((day) => fields.get(`day-${day}`) === 'on')
  const weeks = Number(fields.get('weeks') || 1)
  return { ...(days.length > 0 && days.length < WEEKDAYS.length && { days }), ...(weeks !== 1 && { weeks }) }
}

function monthly(fields: FormData): Pick<Every, 'dayOfMonth'> {
  const written = String(fields.get('dayOfMonth') ?? '').trim()
  return { dayOfMonth: written === 'last' ? 'last' : Number(written) }
}

type Refused = { readonly title?: string; readonly issues?: readonly { readonly path: string; readonly message: string }[] }

/** The fields as they are labelled, by the end of the path of what is refused. */
const FIELD_WORDS: Readonly<Record<string, string>> = {
  'once.to': 'Until',
  'once.from': 'From',
  'every.at': 'At',
  'every.for': 'For',
  timeZone: 'The time zone',
  'every.days': 'The days',
  'every.weeks': 'Each … weeks',
  'every.dayOfMonth': 'On day',
  'every.from': 'Begins',
}

/** The first thing that is not yet as it must be, in the words of the dialog. */
export function missingIn({ title, issues }: Refused): string {
  const [first] = issues ?? []
  if (!first) return title ?? 'It is not known yet when that is.'
  const path = first.path.split('.')
  const field = path.at(-1) ?? ''
  return `${FIELD_WORDS[path.slice(-2).join('.')] ?? FIELD_WORDS[field] ?? field} ${first.message}.`
}
