import type { ApiDocument } from './document'
import document from './openapi.json' with { type: 'json' }

/** The document of the API. It is written by its own test from the handlers, so that neither Next nor a start has to load them all for it. */
export const API = document as unknown as ApiDocument
