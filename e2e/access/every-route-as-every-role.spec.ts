import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { io, type Socket } from 'socket.io-client'
import { may, type Needed, NOBODY, ROLES } from '@/server/access/model'
import type { ClientEvents, ServerEvents } from '@/server/live/model'
import { TOPICS } from '@/server/live/topics/registry'
import { projectRoot } from '@/server/runtime/root'
import { everyRoute, personAs } from '@/server/web/testing'
import type { World } from '../world/start-world'
import { expect, test } from '../world/test'

/** Nothing has it, so that whoever may do something does it to nothing. */
const NOTHING = '01900000-0000-7000-8000-000000000000'
const VISITORS = [undefined, ...ROLES] as const
type Visitor = (typeof VISITORS)[number]

const actorOf = (visitor: Visitor) => (visitor ? personAs(visitor) : NOBODY)
const cookieOf = async (world: World, visitor: Visitor) => (visitor ? await world.cookieOf(`Walker-${visitor}`, visitor) : undefined)
const filesIn = (folder: string, name: RegExp) =>
  readdirSync(join(projectRoot(), folder), { recursive: true, encoding: 'utf8' }).filter((file) => name.test(file))

test('every route of the API answers everybody by the right that it names, and by nothing else', async ({ world }) => {
  const routes = (await everyRoute()).map(({ path, method, handler: { right } }) => ({ path, method, right }))
  expect(routes.length).toBeGreaterThan(40)

  const wrong: string[] = []
  for (const visitor of VISITORS) {
    let cookie = await cookieOf(world, visitor)
    for (const { method, path, right } of routes) {
      const asking = method === 'GET' ? {} : { body: {} }
      const { status } = await world.ask(method, path.replaceAll(/\[[^\]]+\]/g, NOTHING), {
        key: null,
        ...(cookie && { cookie }),
        ...asking,
      })
      const refused = visitor ? 403 : 401
      const isRefused = status === 401 || status === 403
      // Signing in with nothing in the hands is refused by what it finds, not by who asks.
      const refusesAnyway = right === 'anyone' && isRefused
      if (may(actorOf(visitor), right) ? isRefused && !refusesAnyway : status !== refused)
        wrong.push(`${method} ${path} (${right}) answers ${visitor ?? 'nobody'} with ${status}`)
      if (method === 'DELETE' && path === '/api/v1/session') cookie = await cookieOf(world, visitor)
    }
  }
  expect(wrong).toEqual([])
})

test('every page opens for whom its right is meant, and sends away everybody else', async ({ world }) => {
  await world.platform.break('admin')
  await expect.poll(async () => (await world.sql`select 1 from incidents where state <> 'resolved'`).length).toBe(1)
  const [{ number } = { number: 0 }] = await world.sql<{ number: number }[]>`select number from incidents where state <> 'resolved'`
  const named: Readonly<Record<string, string>> = {
    api: 'checks',
    checks: 'cors',
    incidents: `INC-${number}`,
    opportunities: 'zebra',
    pages: 'marketedge',
    services: 'admin',
  }
  const pages = filesIn('app', /(^|\/)page\.tsx$/).flatMap((file) => {
    const [, right] = /pageContext\('([\w-]+)'\)/.exec(readFileSync(join(projectRoot(), 'app', file), 'utf8')) ?? []
    const path = file
      .replaceAll(/\([^)]+\)\/|page\.tsx$/g, '')
      .replace(/\/$/, '')
      .replaceAll(/(\w+)\/\[\w+\]/g, (_, kind) => `${kind}/${named[kind] ?? NOTHING}`)
    return right ? [{ path: `/${path}`, right: right as Needed }] : []
  })
  expect(pages.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['/executive', '/operations', '/engineering', '/opportunities/zebra', '/settings/people', '/settings/audit']),
  )

  const wrong: string[] = []
  for (const visitor of VISITORS) {
    const cookie = await cookieOf(world, visitor)
    for (const { path, right } of pages) {
      const answer = await fetch(`${world.url}${path}`, { redirect: 'manual', headers: cookie ? { cookie } : {} })
      const [to = ''] = (answer.headers.get('location') ?? '').replace(world.url, '').split('?')
      const was = answer.status >= 300 && answer.status < 400 ? to : answer.status
      const isRight = may(actorOf(visitor), right) ? was === 200 || path === '/forbidden' : was === (visitor ? '/forbidden' : '/sign-in')
      if (!isRight) wrong.push(`${path} (${right}) leads ${visitor ?? 'nobody'} to ${was}`)
    }
  }
  expect(wrong).toEqual([])
})

test('every live topic is told to whom its right is meant, and refused to everybody else in a sentence', async ({ world }) => {
  const wrong: string[] = []
  for (const role of ROLES) {
    const socket = connect(world, { cookie: (await cookieOf(world, role)) ?? '', origin: world.url })
    try {
      for (const { kind, keyed, right } of TOPICS.all) {
        const name = keyed ? `${kind}:${NOTHING}` : kind
        const answer = await answerTo(socket, name)
        if (answer !== (may(personAs(role), right) ? 'snapshot' : 'refused'))
          wrong.push(`${name} (${right}) answers ${role} with ${answer}`)
      }
    } finally {
      socket.disconnect()
    }
  }
  expect(wrong).toEqual([])
})

test('no socket is opened for nobody, for a page of another site, or for a cookie without a page', async ({ world }) => {
  const cookie = (await cookieOf(world, 'admin')) ?? ''
  expect(await outcomeOf(connect(world, { cookie, origin: world.url }))).toBe('connected')
  expect(await outcomeOf(connect(world, { origin: world.url }))).toMatch(/signed out/)
  expect(await outcomeOf(connect(world, { cookie, origin: 'https://elsewhere.example' }))).toBe('websocket error')
  expect(await outcomeOf(connect(world, { cookie }))).toBe('websocket error')
})

type Live = Socket<ServerEvents, ClientEvents>

const connect = (world: World, extraHeaders: Record<string, string>): Live =>
  io(world.url, { path: '/socket', transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders })

const answerTo = (socket: Live, topic: string): Promise<'snapshot' | 'refused'> =>
  new Promise((resolve) => {
    socket.on('snapshot', (name) => name === topic && resolve('snapshot'))
    socket.on('refused', (name) => name === topic && resolve('refused'))
    socket.emit('watch', topic, null)
  })

function outcomeOf(socket: Live): Promise<string> {
  return new Promise<string>((resolve) => {
    socket.once('connect', () => resolve('connected'))
    socket.once('connect_error', ({ message }) => resolve(message))
  }).finally(() => socket.disconnect())
}
