import { expect, test } from 'vitest'
import { fakeClock } from '../../runtime/testing'
import { createInboundLimits } from './limits'

test('what proves nothing is answered thirty times a minute to one address, and takes nothing from what proves itself', async () => {
  const clock = fakeClock()
  const limits = createInboundLimits(clock)
  for (let i = 0; i < 30; i++) limits.unproven('slack', '10.0.0.1')
  expect(() => limits.unproven('slack', '10.0.0.1')).toThrow(/^Too much that proves nothing came from this address\. Try again in 60 s\.$/)
  limits.proven('slack')
  limits.unproven('slack', '10.0.0.2')
  limits.unproven('pagerduty', '10.0.0.1')
  await clock.advance(60_000)
  limits.unproven('slack', '10.0.0.1')
})

test('what proves itself is bounded too, by an answer after which it is sent again', async () => {
  const clock = fakeClock()
  const limits = createInboundLimits(clock)
  for (let i = 0; i < 1_200; i++) limits.proven('alerts prod')
  expect(() => limits.proven('alerts prod')).toThrow(expect.objectContaining({ code: 'unavailable' }))
  limits.proven('alerts other')
  await clock.advance(60_000)
  limits.proven('alerts prod')
})

test('only so many are taken at the same time', async () => {
  const limits = createInboundLimits(fakeClock())
  const done = Promise.withResolvers<void>()
  const under = Array.from({ length: 16 }, () => limits.oneOf(() => done.promise))
  await expect(limits.oneOf(async () => 1)).rejects.toMatchObject({ code: 'unavailable', detail: { retryAfterSeconds: 5 } })
  done.resolve()
  await Promise.all(under)
  expect(await limits.oneOf(async () => 1)).toBe(1)
})
