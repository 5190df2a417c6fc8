import { DEFINITIONS } from '../settings/registry'
import { settle } from '../settings/rules/effective'
import type { Document } from './document'
import type { Config } from './read-config'

/** A document as if it had been read from a file. */
export const settlingConfig = (document: Document): Config => ({
  file: 'plimsoll.yaml',
  document,
  settings: settle(DEFINITIONS, 'production', document.settings),
  places: new Map(),
})
