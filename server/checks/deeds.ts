import { z } from 'zod'
import { type Answer, answer } from '../kernel/answers'
import { DAY, SECOND } from '../kernel/duration'
import { duration, Name } from '../kernel/inputs'
import { CheckInput } from './input'

/** As many as a filter lets through in a large installation. */
export const MOST_CHECKS = 2_000

const Tags = CheckInput.shape.tags

/** What can be done to several checks at once. */
export const CheckDeed = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pause') }),
  z.strictObject({ kind: z.literal('resume') }),
  z.strictObject({ kind: z.literal('interval'), interval: duration({ minMs: SECOND, maxMs: DAY }) }),
  z
    .strictObject({ kind: z.literal('tags'), add: Tags, remove: Tags })
    .refine(({ add, remove }) => add.length + remove.length > 0, { path: ['add'], message: 'must name a tag, unless `remove` does' }),
  z.strictObject({ kind: z.literal('service'), service: Name }),
  z.strictObject({
    kind: z.literal('policy'),
    policy: Name.meta({ description: 'Which the teams follow that answer for the services of the checks.' }),
  }),
  z.strictObject({ kind: z.literal('remove') }),
])
export type CheckDeed = z.output<typeof CheckDeed>

export const BulkChecks = z.strictObject({
  checks: z.array(z.string().min(1).max(63)).min(1).max(MOST_CHECKS).meta({ description: 'Ids or names.' }),
  deed: CheckDeed,
  try: z.boolean().default(false).meta({ description: 'Says what would come of it, and does nothing.' }),
})
export type BulkChecks = z.output<typeof BulkChecks>

export const BulkChecksAnswer = answer('BulkChecks', 'What became of each, in the order in which they were given.', {
  results: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      done: z.boolean().describe('Or would be, where it is only tried.'),
      says: z.string().nullable().describe('Why it was refused, in a sentence; null when it was not.'),
      hangs: z.array(z.string()).describe('What goes with it when it is removed, in sentences.'),
    }),
  ),
  besides: z.array(z.string()).describe('What else changes with them, in sentences.'),
})
export type BulkDone = Answer<typeof BulkChecksAnswer>
