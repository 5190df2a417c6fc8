import { expect, test } from 'vitest'
import { echoRoute } from './echo-routes'
import type { IntakeRequest } from './intake'

const TOKEN = 'a-token-of-more-than-twenty-letters'

function routeWith(known: boolean) {
  const asked: unknown[] = []
  const route = echoRoute({
    async request(request) {
      asked.push(request)
      return { known }
    },
  })
  return { asked, call: (token: string) => route.answer({ params: { token } } as unknown as IntakeRequest) }
}

test('a receiver that calls the address of its canary is answered with nothing', async () => {
  const { call, asked } = routeWith(true)
  expect(await call(TOKEN)).toEqual({ status: 204 })
  expect(asked).toEqual([{ kind: 'echo', body: { token: TOKEN } }])
})

test('nobody is told whether an address was ever one', async () => {
  const { call } = routeWith(false)
  await expect(call(TOKEN)).rejects.toThrow('No canary waits for this echo.')
})

test('what can be no token is not asked about', async () => {
  const { call, asked } = routeWith(true)
  await expect(call('../etc')).rejects.toThrow('No canary waits for this echo.')
  expect(asked).toEqual([])
})
