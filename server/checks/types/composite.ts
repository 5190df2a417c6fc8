import { z } from 'zod'
import { sentenceOf } from '@/server/kernel/errors'
import { Name } from '@/server/kernel/inputs'
import type { Status } from '../model'
import { atLeastOf, type Condition, evaluate, namesIn, parseCondition } from '../rules/condition'
import { defineCheckType } from './type'

/** So many checks are named in a sentence. */
const NAMED = 8

const CompositeOptions = z
  .strictObject({
    when: z
      .string()
      .max(2_000)
      .superRefine((text, ctx) => {
        try {
          parseCondition(text)
        } catch (cause) {
          ctx.addIssue({ code: 'custom', message: sentenceOf(cause) })
        }
      })
      .optional()
      .meta({ title: 'Passes when', description: 'Names of checks with and, or, not and parentheses: (web-a or web-b) and not drained.' }),
    atLeast: z.int().min(1).max(200).optional().meta({ title: 'At least', description: 'So many of them must be up.' }),
    of: z
      .array(Name)
      .min(1)
      .max(200)
      .refine((names) => new Set(names).size === names.length, 'names a check twice')
      .optional()
      .meta({ title: 'Of', description: 'Names of checks.' }),
    degradedIsUp: z.boolean().default(true).meta({ title: 'Degraded counts as up' }),
  })
  .refine(({ when, atLeast, of }) => (when === undefined) !== (of === undefined) && (of === undefined) === (atLeast === undefined), {
    path: ['when'],
    message: 'must be given, or atLeast and of instead',
  })
  .refine(({ atLeast = 0, of }) => of === undefined || atLeast <= of.length, {
    path: ['atLeast'],
    message: 'is more than there are in of, so it could never pass',
  })
type CompositeOptions = z.infer<typeof CompositeOptions>

/** Passes when a condition holds of what other checks show at present. Asks nobody. */
export const composite = defineCheckType<CompositeOptions>({
  kind: 'composite',
  label: 'Composite',
  about: 'Looks at what other checks show at present, and passes when they are up as a condition says.',
  options: CompositeOptions,
  example: { when: '(web-a or web-b) and database' },
  target: (options) => ({ says: writtenOf(options), host: null }),
  needs: (options) =>
    options.of?.map((name, i) => ({ path: `of[${i}]`, name })) ?? namesIn(conditionOf(options)).map((name) => ({ path: 'when', name })),

  async probe(options, { statusOf, wantsEvidence }) {
    const condition = conditionOf(options)
    const seen = new Map(namesIn(condition).map((name) => [name, statusOf(name)]))
    const holds = evaluate(condition, (name) => isUp(seen.get(name), options.degradedIsUp))
    const got = shown(seen)
    const expects = writtenOf(options)
    const says =
      holds === undefined
        ? `cannot be decided: ${got}`
        : holds
          ? got
          : options.of
            ? `expected ${expects} up, got ${got}`
            : `does not hold: ${got}`
    return {
      outcome: holds === undefined ? 'blind' : holds ? 'pass' : 'fail',
      latencyMs: 0,
      says,
      ...((holds === false || wantsEvidence) && { evidence: { assertions: [{ expects, got, holds: holds ?? false }] } }),
    }
  },
})

const conditionOf = ({ when, atLeast = 1, of }: CompositeOptions): Condition =>
  when === undefined ? atLeastOf(atLeast, of ?? []) : parseCondition(when)

const writtenOf = ({ when, atLeast, of }: CompositeOptions): string => when ?? `at least ${atLeast} of ${of?.join(', ')}`

/** What is planned, paused or not seen says neither. */
function isUp(status: Status | undefined, degradedIsUp: boolean): boolean | undefined {
  if (status === 'up') return true
  if (status === 'down') return false
  return status === 'degraded' ? degradedIsUp : undefined
}

/** What is not up first: that is why. */
function shown(seen: ReadonlyMap<string, Status | undefined>): string {
  const all = [...seen]
    .sort(([, a], [, b]) => Number(a === 'up') - Number(b === 'up'))
    .map(([name, status]) => `${name} ${wordsFor(status)}`)
  return `${all.slice(0, NAMED).join(', ')}${all.length > NAMED ? ` and ${all.length - NAMED} more` : ''}`
}

function wordsFor(status: Status | undefined): string {
  if (status === undefined) return 'is not there'
  if (status === 'unknown') return 'is not known'
  return status === 'maintenance' ? 'is in maintenance' : `is ${status}`
}
