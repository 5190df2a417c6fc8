import { WEEKDAYS } from '@/server/kernel/local-time'

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
  readonly dayOfMonth?: number | 'last' | undefined
  readonly at: string
  readonly for: string
  readonly timeZone?: string | undefined
}

const PLACES = ['services', 'checks', 'teams', 'tags'] as const

/** A name for files and addresses from what somebody calls it: `Weekly reboot!` → `weekly-reboot`. */
export const nameFrom = (title: string): string =>
  title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 63)
    .replace(/-+$/, '') || 'maintenance'

/** What the fields of the dialog mean. What it has no field for, like every second week, stays as it was. */
export function maintenanceOf(fields: FormData, held?: Written): Written {
  const text = (name: string) => String(fields.get(name) ?? '').trim()
  const matcher = Object.fromEntries(
    PLACES.map((place) => [place, namesIn(fields.get(place))] as const).filter(([, names]) => names.length > 0),
  )
  const days = WEEKDAYS.filter((day) => fields.get(`day-${day}`) === 'on')
  const { days: _days, ...kept } = held?.when.every ?? {}
  const timeZone = text('timeZone')
  return {
    name: held?.name ?? nameFrom(text('title')),
    title: text('title'),
    matcher,
    when:
      text('comes') === 'every'
        ? {
            every: {
              ...kept,
              ...(held?.when.every?.dayOfMonth === undefined && days.length > 0 && days.length < WEEKDAYS.length && { days }),
              at: text('at'),
              for: text('for'),
              timeZone,
            },
          }
        : { once: { from: text('from'), to: text('to'), timeZone } },
    lossFree: fields.get('lossFree') === 'on',
    everything: fields.get('everything') === 'on',
  }
}
