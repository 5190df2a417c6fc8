import type { Page } from '../model'

/** What JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** Every field of a page, and of those told, that is an instant. */
const INSTANT = /At$|^at$/

/** A page as Postgres keeps it: instants as texts. */
export const pageOf = (state: Json): Page => revive(state) as Page

function revive(value: Json, key = ''): unknown {
  if (typeof value === 'string') return INSTANT.test(key) ? new Date(value) : value
  if (Array.isArray(value)) return value.map((item) => revive(item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, revive(item, name)]))
}
