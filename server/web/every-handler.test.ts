import { afterAll, beforeAll, expect, test } from 'vitest'
import { may, NOBODY, RIGHTS, ROLES } from '../access/model'
import { placeApp } from './app-slot'
import { bareApp, everyRoute, personAs } from './testing'

const handlers = (await everyRoute()).map(({ path, ...route }) => ({ ...route, name: `${route.method} ${path}` }))

beforeAll(() => placeApp(bareApp()))
afterAll(() => placeApp(undefined))

/** What anyone may call, each for its reason; a new one is decided here. */
const FOR_ANYONE = [
  'GET /api/v1/session', // who am I
  'GET /api/v1/session/wall', // the link is the key
  'POST /api/v1/act', // the link of a message is the key
  'POST /api/v1/inbound/pagerduty', // its signature is
  'POST /api/v1/inbound/slack', // its signature is
  'POST /api/v1/session', // signing in
  'POST /api/v1/session/setup', // the link is the key
]

test('every handler names what it needs', () => {
  expect(handlers.length).toBeGreaterThan(10)
  const known = new Set<string>([...RIGHTS, 'signed-in', 'anyone'])
  expect(handlers.filter(({ handler }) => !known.has(handler.right)).map(({ name }) => name)).toEqual([])
})

test('what anyone may call is decided one by one', () => {
  expect(
    handlers
      .filter(({ handler }) => handler.right === 'anyone')
      .map(({ name }) => name)
      .sort(),
  ).toEqual([...FOR_ANYONE].sort())
})

test('every handler refuses nobody, and every role that lacks its right, before it does anything (REL-5)', async () => {
  const wrong: string[] = []
  for (const { name, method, handler } of handlers)
    for (const role of [undefined, ...ROLES]) {
      if (may(role ? personAs(role) : NOBODY, handler.right)) continue
      const headers = { origin: 'http://127.0.0.1:3000', ...(role && { cookie: `as=${role}` }) }
      const { status } = await handler(new Request('http://127.0.0.1:3000/', { method, headers }))
      if (status !== (role ? 403 : 401)) wrong.push(`${name} answers ${role ?? 'nobody'} with ${status}`)
    }
  expect(wrong).toEqual([])
})
