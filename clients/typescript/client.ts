import createClient, { type Client } from 'openapi-fetch'
import type { components, paths } from './schema'

/** What it is called with and what it answers, by address and method. */
export type Plimsoll = Client<paths>
/** What answers are made of, by name. */
export type Schemas = components['schemas']

/**
 * A client of one Plimsoll. Each call answers `{ data, error, response }`; `error` is a problem whose `title` is a sentence for a person.
 *
 * @param url where Plimsoll is: `https://plimsoll.example`
 * @param key an API key, `plk_…`
 */
export const connectPlimsoll = ({ url, key }: { readonly url: string; readonly key: string }): Plimsoll =>
  createClient<paths>({ baseUrl: url, headers: { authorization: `Bearer ${key}` } })
