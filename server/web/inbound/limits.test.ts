import { expect, test } from 'vitest'
import { fakeClock } from '../../runtime/testing'
import { createInboundLimits } from './limits'

test('what proves nothing is looked at thirty times a minute from one address, and what proves itself does not count', async () => {
  const clock = fakeClock()
  const limits = createInboundLimits(clock)
  for (let i = 0; i < 100; i++) limits.attempt('slack', '10.0.0.1').proven()
  for (let i = 0; i < 30; i++) limits.attempt('slack', '10.0.0.1')
  expect(() => limits.attempt('slack', '10.0.0.1')).toThrow(/^Too much that proves nothing came from this address\. Try again in 60 s\.$/)
  limits.attempt('slack', '10.0.0.2').proven()
  limits.attempt('pagerduty', '10.0.0.1').proven()
  await clock.advance(60_000)
  limits.attempt('slack', '10.0.0.1').proven()
})

test('what proves itself is bounded too, by an answer after which it is sent again', async () => {
  const clock = fakeClock()
  const limits = createInboundLimits(clock)
  for (let i = 0; i < 1_200; i++) limits.attempt('alerts prod', `10.0.${i % 200}.1`).proven()
  expect(() => limits.attempt('alerts prod', '10.1.0.1').proven()).toThrow(expect.objectContaining({ code: 'unavailable' }))
  await clock.advance(60_000)
  limits.attempt('alerts prod', '10.1.0.1').proven()
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
