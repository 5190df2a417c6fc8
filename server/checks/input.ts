import { z } from 'zod'
import { HOUR, SECOND } from '../kernel/duration'
import { duration, Name } from '../kernel/inputs'
import { SEVERITIES } from './model'

/** A check as a person, the file or the API gives it. `options` are checked against the schema of its `type`. */
export const CheckInput = z
  .strictObject({
    name: Name.meta({ title: 'Name' }),
    title: z.string().min(1).max(120).optional().meta({ title: 'Title', description: 'What it proves, in words: "Admin sign-in".' }),
    service: Name.meta({ title: 'Service' }),
    type: z.string().min(1).meta({ title: 'Type' }),
    options: z.record(z.string(), z.unknown()).default({}),
    interval: duration({ minMs: SECOND, maxMs: 24 * HOUR })
      .default(60 * SECOND)
      .meta({ title: 'Interval' }),
    confirmInterval: duration({ minMs: SECOND, maxMs: HOUR })
      .default(5 * SECOND)
      .meta({ title: 'Confirm interval' }),
    timeout: duration({ minMs: 100, maxMs: 120 * SECOND })
      .default(10 * SECOND)
      .meta({ title: 'Timeout' }),
    slowAfter: duration({ minMs: 1, maxMs: 120 * SECOND })
      .optional()
      .meta({ title: 'Slow after', description: 'A pass slower than this counts towards degraded.' }),
    openAfter: z.int().min(1).max(20).default(2).meta({ title: 'Failures in a row that open' }),
    closeAfter: z.int().min(1).max(20).default(3).meta({ title: 'Successes in a row that close' }),
    critical: z.boolean().default(true).meta({ title: 'Critical', description: 'Whether its failure alone takes the service down.' }),
    severity: z
      .enum(SEVERITIES)
      .optional()
      .meta({ title: 'Severity', description: "Of its alert. By default it follows from the service's tier." }),
    consequence: z
      .string()
      .max(200)
      .optional()
      .meta({ title: 'Consequence', description: 'What its failure means for the business, in one sentence.' }),
    tags: z.array(z.string().min(1).max(40)).max(20).default([]).meta({ title: 'Tags' }),
    paused: z.boolean().default(false).meta({ title: 'Paused' }),
  })
  .refine(({ timeout, interval }) => timeout <= Math.max(interval, 10 * SECOND), {
    path: ['timeout'],
    message: 'must not be longer than the interval, or the check could never keep its pace',
  })
  .refine(({ slowAfter, timeout }) => slowAfter === undefined || slowAfter < timeout, {
    path: ['slowAfter'],
    message: 'must be shorter than the timeout',
  })
export type CheckInput = z.infer<typeof CheckInput>
