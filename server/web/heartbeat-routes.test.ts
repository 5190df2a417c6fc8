import { expect, test } from 'vitest'
import { Refusal } from '../kernel/errors'
import { fakeClock } from '../runtime/testing'
import { heartbeatRoutes } from './heartbeat-routes'
import type { IntakeRequest } from './intake'

const TOKEN = 'a-token-of-more-than-twenty-letters'
const away = () => new Refusal('unavailable', 'The engine is not running.')

function routesWith(answers: (() => unknown)[]) {
  const clock = fakeClock()
  const asked: unknown[] = []
  const engine = {
    async request(request: unknown) {
      asked.push(request)
      return (answers.length > 1 ? answers.shift() : answers[0])?.()
    },
  }
  const [get, post] = heartbeatRoutes({ clock, engine })
  const call = (token: string, route = post, address = '10.0.0.1') =>
    Promise.resolve(route?.answer({ params: { token }, address } as unknown as IntakeRequest))
  return { clock, asked, call, get }
}
const throwing = (cause: Error) => () => {
  throw cause
}

test('a known token is answered with nothing, whatever the method', async () => {
  const { call, asked, get, clock } = routesWith([() => ({ known: true })])
  expect(await call(TOKEN)).toEqual({ status: 204 })
  expect(await call(TOKEN, get)).toEqual({ status: 204 })
  expect(asked[0]).toEqual({ kind: 'beat', body: { token: TOKEN, at: clock.now() } })
})
test('an unknown one is not found, and not repeated', async () => {
  const cause = await routesWith([() => ({ known: false })])
    .call(TOKEN)
    .catch((thrown) => thrown)
  expect(cause).toMatchObject({ code: 'not-found' })
  expect(JSON.stringify({ ...cause, message: cause.message })).not.toContain(TOKEN)
})
test('what cannot be a token never reaches the engine', async () => {
  const { call, asked } = routesWith([() => ({ known: true })])
  await expect(call('short')).rejects.toMatchObject({ code: 'not-found' })
  await expect(call('../../api/v1/checks/and-so-on')).rejects.toMatchObject({ code: 'not-found' })
  expect(asked).toEqual([])
})
test('tokens cannot be guessed for long from one address, and who has one is heard meanwhile', async () => {
  const answers = [() => ({ known: true }), () => ({ known: false })]
  const { call, asked, clock, get } = routesWith(answers)
  await call(TOKEN)
  for (let no = 0; no < 30; no++) await call(`${TOKEN}-${no}`).catch(() => {})
  await expect(call(`${TOKEN}-30`)).rejects.toMatchObject({ code: 'too-many', detail: { retryAfterSeconds: 60 } })
  expect(asked).toHaveLength(31)
  await expect(call(`${TOKEN}-30`, get, '10.0.0.2'), 'another address').rejects.toMatchObject({ code: 'not-found' })
  answers[0] = () => ({ known: true })
  expect(await call(TOKEN), 'a token that was good').toEqual({ status: 204 })
  await clock.advance(60_000)
  expect(await call(`${TOKEN}-31`)).toEqual({ status: 204 })
})
test('a token that is good no more is counted like any other', async () => {
  const { call } = routesWith([() => ({ known: true }), () => ({ known: false })])
  await call(TOKEN)
  for (let no = 0; no < 30; no++) await call(TOKEN).catch(() => {})
  await expect(call(TOKEN)).rejects.toMatchObject({ code: 'too-many' })
})
test('a call waits for an engine that is being started again, and counts from when it came', async () => {
  const { call, asked, clock } = routesWith([throwing(away()), throwing(away()), () => ({ known: true })])
  const at = clock.now()
  const answered = call(TOKEN)
  await clock.advance(600)
  expect(await answered).toEqual({ status: 204 })
  expect(asked[2]).toEqual({ kind: 'beat', body: { token: TOKEN, at } })
})
test('but not for ever', async () => {
  const { call, clock } = routesWith([throwing(away())])
  const answered = call(TOKEN).catch((cause) => cause)
  await clock.advance(13_000)
  expect(await answered).toMatchObject({ code: 'unavailable' })
})
test('only so many wait', async () => {
  const { call, clock } = routesWith([throwing(away())])
  const waiting = Array.from({ length: 500 }, () => call(TOKEN).catch(() => {}))
  await expect(call(TOKEN)).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('Too many calls wait') })
  await clock.advance(13_000)
  await Promise.all(waiting)
  const after = call(TOKEN).catch((cause) => cause)
  await clock.advance(13_000)
  expect((await after).message).toBe('The engine is not running.')
})
