const REFUSAL_CODES = [
  'not-found',
  'conflict',
  'invalid',
  'unauthenticated',
  'forbidden',
  'illegal-move',
  'too-large',
  'too-many',
  'unavailable',
] as const
export type RefusalCode = (typeof REFUSAL_CODES)[number]

/** One thing wrong with an input: where (`checks[3].interval`) and why, in a sentence. */
export type Issue = { readonly path: string; readonly message: string }

const BRAND = Symbol.for('plimsoll.refusal')

/**
 * Something a caller asked for and cannot have, for a reason we can state.
 * Everything else that is thrown is a bug and is reported as one.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly [BRAND] = true
  readonly code: RefusalCode
  readonly detail: Readonly<Record<string, unknown>>

  constructor(code: RefusalCode, sentence: string, detail: Record<string, unknown> = {}, options?: ErrorOptions) {
    super(sentence, options)
    this.code = code
    this.detail = detail
  }
}

/** Recognises a refusal across bundles: Next's routes carry a copy of this class of their own, so `instanceof` would fail. */
export const isRefusal = (value: unknown): value is Refusal => typeof value === 'object' && value !== null && BRAND in value

export const notFound = (noun: string, id: string) => new Refusal('not-found', `There is no ${noun} ${id}.`, { noun, id })

/** An input that was refused, with every issue found in it. */
export const invalid = (sentence: string, issues: readonly Issue[] = []) => new Refusal('invalid', sentence, { issues })

/** The sentence of anything that was thrown. */
export const sentenceOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))
