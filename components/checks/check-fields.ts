import type { CheckInput } from '@/server/checks/model'
import { HIDDEN, isHidden } from '@/server/checks/rules/option-secrets'
import { slugOf } from '@/server/kernel/slug'

/** What the form for http holds, as it stands in its fields. */
export type CheckFields = {
  readonly url: string
  readonly title: string
  readonly name: string
  readonly service: string
  /** The title of a service that is made with the check; used while `service` is `NEW_SERVICE`. */
  readonly newService: string
  readonly interval: string
  readonly slowAfter: string
  readonly status: string
  readonly contains: string
}
export type Field = keyof CheckFields

/** Stands in the list of services for one that is not there yet. No name begins so. */
export const NEW_SERVICE = '+'

export const NO_FIELDS: CheckFields = {
  url: '',
  title: '',
  name: '',
  service: '',
  newService: '',
  interval: '60s',
  slowAfter: '',
  status: '200-299',
  contains: '',
}

/** A definition as the API answers it: the words of `plimsoll.yaml`, secrets hidden. */
export type Definition = Readonly<Record<string, unknown>>

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const lines = (value: unknown, by: string): string => (Array.isArray(value) ? value.map(String).join(by) : '')

/** The fields of a check that exists. An address that is hidden stays empty. */
export function fieldsOf({ name, title, service, interval, slowAfter, options }: Definition): CheckFields {
  const { url, expect } = record(options)
  const { status, bodyContains } = record(expect)
  return {
    ...NO_FIELDS,
    url: text(url),
    title: text(title),
    name: text(name),
    service: text(service),
    interval: text(interval),
    slowAfter: text(slowAfter),
    status: lines(status, ', ') || NO_FIELDS.status,
    contains: lines(bodyContains, '\n'),
  }
}

/** The definition that the fields mean. What the form does not show stays as it was. */
export function definitionOf(fields: CheckFields, before: Definition = {}): Definition & Pick<CheckInput, 'name' | 'type'> {
  const options = record(before.options)
  const { slowAfter: _slow, title: _title, ...rest } = before
  const contains = fields.contains.split('\n').filter((line) => line.trim() !== '')
  return {
    ...rest,
    name: fields.name,
    ...(fields.title.trim() !== '' && { title: fields.title.trim() }),
    service: fields.service === NEW_SERVICE ? slugOf(fields.newService) : fields.service,
    type: 'http',
    interval: fields.interval.trim(),
    ...(fields.slowAfter.trim() !== '' && { slowAfter: fields.slowAfter.trim() }),
    options: {
      ...options,
      url: fields.url.trim() === '' && isHidden(options.url) ? HIDDEN : fields.url.trim(),
      expect: { ...record(options.expect), status: fields.status.split(/[\s,]+/).filter(Boolean), bodyContains: contains },
    },
  }
}

/** What a pasted address suggests: `https://www.shop.example/admin/` → `shop.example/admin`, `shop-example-admin`. */
export function suggestionFrom(url: string): Pick<CheckFields, 'name' | 'title'> {
  const address = url.trim()
  if (!URL.canParse(address)) return { name: '', title: '' }
  const { protocol, hostname, port, pathname } = new URL(address)
  if (!/^https?:$/.test(protocol)) return { name: '', title: '' }
  const title = `${hostname.replace(/^www\./, '')}${port && `:${port}`}${pathname.replace(/\/+$/, '')}`.slice(0, 120)
  return { title, name: slugOf(title) }
}

/** In the order of the form: the first that is wrong gets the cursor. */
export const FIELDS: readonly Field[] = ['url', 'title', 'name', 'service', 'newService', 'interval', 'slowAfter', 'status', 'contains']

/** The field at which an issue is shown; undefined when the form does not show what it is about. */
export function fieldAt(path: string): Field | undefined {
  const [, field = ''] = /^(?:input\.)?(?:options\.)?(?:expect\.)?(\w+)/.exec(path) ?? []
  const shown = field === 'bodyContains' ? 'contains' : field
  return FIELDS.find((known) => known === shown)
}
