import { isRefusal, sentenceOf } from '../kernel/errors'
import type { Clock } from '../runtime/clock'
import { within } from '../runtime/deadline'
import type { Log } from '../runtime/log'
import type { Section } from './model'

/** History is worth no longer a wait: the live part is what a page is for, and a page is there within a second. */
const WITHIN_MS = 700

/** Reads parts of a view; what fails or takes too long becomes a sentence. `what` begins it: "the loss by month". */
export const reader =
  ({ clock, log }: { readonly clock: Clock; readonly log: Log }) =>
  async <T>(what: string, rows: Promise<T>): Promise<Section<T>> => {
    try {
      return { kind: 'ready', value: await within(clock, WITHIN_MS, `reading ${what}`, rows) }
    } catch (cause) {
      // What is refused is known: that there is no such thing, or who may not see it.
      if (isRefusal(cause)) throw cause
      log.warn('a part of a view is missing', { what, cause: sentenceOf(cause) })
      return {
        kind: 'missing',
        says: `${what[0]?.toUpperCase()}${what.slice(1)} cannot be read at the moment: the database does not answer.`,
      }
    }
  }

export const mapped = <A, B>(section: Section<A>, make: (value: A) => B): Section<B> =>
  section.kind === 'ready' ? { kind: 'ready', value: make(section.value) } : section
