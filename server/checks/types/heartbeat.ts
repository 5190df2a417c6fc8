import { z } from 'zod'
import { formatDuration, HOUR, SECOND } from '@/server/kernel/duration'
import { duration } from '@/server/kernel/inputs'
import { defineCheckType } from './type'

/** Passes as long as the watched service calls us in time: a dead-man's switch. */
export const heartbeat = defineCheckType({
  kind: 'heartbeat',
  label: 'Heartbeat',
  about: 'Waits to be called by the service, at least once in every interval; what stops calling has failed.',
  options: z.strictObject({
    grace: duration({ minMs: 0, maxMs: 24 * HOUR })
      .default(30 * SECOND)
      .meta({ title: 'Grace', description: 'How much later than the interval a call may come.' }),
    token: z
      .string()
      .regex(/^[A-Za-z0-9_-]{20,200}$/, 'must be 20 to 200 letters, digits, hyphens and underscores; leave it out to have one made')
      .optional()
      .meta({ title: 'Token', description: 'The end of the address to call. Made when left out.', secret: true }),
  }),
  example: { grace: '30s' },
  target: () => ({ says: 'calls from the service', host: null }),

  async probe({ grace }, { lastBeatAt, intervalMs, now, wantsEvidence }) {
    const beatAt = lastBeatAt()
    if (!beatAt) return { outcome: 'blind', latencyMs: 0, says: 'has not called yet' }
    const sinceMs = Math.max(0, now().getTime() - beatAt.getTime())
    const isLate = sinceMs > intervalMs + grace
    const expects = `a call every ${formatDuration(intervalMs)}, with ${formatDuration(grace)} of grace`
    const says = isLate
      ? `last called ${formatDuration(sinceMs)} ago, expected every ${formatDuration(intervalMs)}`
      : `called ${formatDuration(sinceMs)} ago`
    return {
      outcome: isLate ? 'fail' : 'pass',
      latencyMs: 0,
      says,
      ...((isLate || wantsEvidence) && {
        evidence: { assertions: [{ expects, got: `last called ${formatDuration(sinceMs)} ago`, holds: !isLate }] },
      }),
    }
  },
})
