import { expect, test } from 'vitest'
import { fakeClock } from '../runtime/testing'
import { echoRoute } from './echo-routes'
import { createInboundLimits } from './inbound/limits'
import type { IntakeRequest } from './intake'

const TOKEN = 'a-token-of-more-than-twenty-letters'

function routeWith(known: (token: string) => boolean) {
  const asked: unknown[] = []
  const route = echoRoute({
    inbound: createInboundLimits(fakeClock()),
    engine: {
      async request(request) {
        asked.push(request)
        return { known: known((request.body as { readonly token: string }).token) }
      },
    },
  })
  const call = (token: string, address = '198.51.100.7') => route.answer({ params: { token }, address } as unknown as IntakeRequest)
  return { asked, call }
}

test('a receiver that calls the address of its canary is answered with nothing', async () => {
  const { call, asked } = routeWith(() => true)
  expect(await call(TOKEN)).toEqual({ status: 204 })
  expect(asked).toEqual([{ kind: 'echo', body: { token: TOKEN } }])
})

test('nobody is told whether an address was ever one', async () => {
  const { call } = routeWith(() => false)
  await expect(call(TOKEN)).rejects.toThrow('No canary waits for this echo.')
})

test('what can be no token is not asked about', async () => {
  const { call, asked } = routeWith(() => true)
  await expect(call('../etc')).rejects.toThrow('No canary waits for this echo.')
  expect(asked).toEqual([])
})

test('whoever guesses is answered thirty times a minute, and the receiver behind the same address as often as it likes', async () => {
  const { call } = routeWith((token) => token === TOKEN)
  for (let n = 0; n < 30; n++) await expect(call(`guess-number-${n}-of-a-token`)).rejects.toThrow('No canary waits for this echo.')
  await expect(call('guess-number-30-of-a-token')).rejects.toMatchObject({ code: 'too-many', detail: { retryAfterSeconds: 60 } })
  await expect(call('?')).rejects.toMatchObject({ code: 'too-many' })
  expect(await call(TOKEN)).toEqual({ status: 204 })
  await expect(call('guess-number-31-of-a-token', '203.0.113.9')).rejects.toMatchObject({ code: 'not-found' })
})
