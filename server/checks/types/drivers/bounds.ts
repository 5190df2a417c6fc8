import { z } from 'zod'
import type { Assertion } from '../../model'

/** A number that is compared: exactly, or within bounds. */
export const bounds = (title: string) => ({
  atLeast: z
    .number()
    .optional()
    .meta({ title: `${title} at least` }),
  atMost: z
    .number()
    .optional()
    .meta({ title: `${title} at most` }),
})
export type Bounds = { readonly atLeast?: number | undefined; readonly atMost?: number | undefined }

/** One assertion for each bound. `got` is undefined where there is no number to compare. */
export function within(what: string, got: number | undefined, { atLeast, atMost }: Bounds, instead = 'none'): readonly Assertion[] {
  const shown = got === undefined || Number.isNaN(got) ? instead : String(got)
  return [
    ...(atLeast === undefined
      ? []
      : [{ expects: `${what} of at least ${atLeast}`, got: shown, holds: got !== undefined && got >= atLeast }]),
    ...(atMost === undefined ? [] : [{ expects: `${what} of at most ${atMost}`, got: shown, holds: got !== undefined && got <= atMost }]),
  ]
}
