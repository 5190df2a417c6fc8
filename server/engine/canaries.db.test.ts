import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { engineOn } from './testing'

const { sql, url, stop } = await testDatabase()
afterAll(stop)

type Received = { readonly path: string; readonly kind: string; readonly subject: string; readonly text: string; readonly echo?: string }

/** A system that reads webhooks at `/<name>`, and refuses those of a name when it is told to. */
async function startSystem() {
  const received: Received[] = []
  const broken = new Set<string>()
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const path = request.url?.slice(1) ?? ''
    received.push({ ...JSON.parse(Buffer.concat(parts).toString()), path })
    response.writeHead(broken.has(path) ? 503 : 200).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const channel = (name: string, canary: string) =>
    `{ name: ${name}, kind: webhook, canary: ${canary}, options: { url: "http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}", secret: a-secret-of-thirty-two-letters-xx } }`
  return {
    received,
    broken,
    channel,
    of: (path: string, kind: string) => received.filter((one) => one.path === path && one.kind === kind),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

test('a canary goes the way of all messages; one that is lost is told by the other ways until one arrives again (ALR-13)', async () => {
  const system = await startSystem()
  const { start, remove } = engineOn(url)
  const quick = '{ every: 10s, within: 4s }'
  const file = `channels: [${system.channel('pager', quick)}, ${system.channel('chat', quick)}, ${system.channel('quiet', 'false')}]`
  const own = () => sql`select title, state from incidents order by opened_at`
  const first = await start(file)
  await expect.poll(() => system.of('pager', 'canary').length, { timeout: 10_000 }).toBe(1)
  expect(system.of('pager', 'canary')[0]).toMatchObject({ subject: '[CANARY] Canary: this way works' })
  await expect
    .poll(() => sql`select in_time, arrived_at is not null as arrived from canaries where channel = 'pager'`, { timeout: 10_000 })
    .toEqual([{ in_time: true, arrived: true }])
  expect(await sql`select kind, state from notices where channel = 'pager' limit 1`).toEqual([{ kind: 'canary', state: 'delivered' }])
  expect(await own()).toEqual([])

  system.broken.add('pager')
  await expect.poll(own, { timeout: 15_000 }).toEqual([{ title: 'Messages do not arrive by pager', state: 'triggered' }])
  await expect.poll(() => system.of('quiet', 'page').length, { timeout: 5_000 }).toBe(1)
  expect(system.of('chat', 'page')[0]).toMatchObject({ text: expect.stringContaining('answered 503') })
  expect(system.of('pager', 'page')).toEqual([])

  await first.stop()
  system.broken.clear()
  const second = await start(file)
  await expect.poll(own, { timeout: 15_000 }).toEqual([{ title: 'Messages do not arrive by pager', state: 'resolved' }])
  await expect.poll(() => system.of('quiet', 'resolved').length, { timeout: 5_000 }).toBe(1)
  expect(system.of('quiet', 'canary')).toEqual([])
  const figures = await sql`select sum(arrived)::int as arrived from delivery_figures where channel = 'pager' and kind = 'canary'`
  expect(Number(figures[0]?.arrived), 'figures survive a restart').toBeGreaterThan(0)
  await second.stop()
  system.close()
  remove()
})

test('a channel that swallows is found by its echo, and one that is switched off is forgiven (ALR-13)', async () => {
  const system = await startSystem()
  const { start, remove } = engineOn(url)
  const file = (canary: string) => `channels: [${system.channel('sink', canary)}]`
  const own = () => sql`select state from incidents where title = 'Messages do not arrive by sink'`
  const first = await start(file('{ every: 10s, within: 3s, echo: true }'))
  await expect.poll(() => system.of('sink', 'canary').length, { timeout: 15_000 }).toBe(1)
  expect(system.of('sink', 'canary')[0]?.echo).toMatch(/^https:\/\/plimsoll\.example\/echo\/[\w-]{20,}$/)
  await expect.poll(own, { timeout: 10_000 }).toEqual([{ state: 'triggered' }])
  await first.stop()
  const second = await start(file('false'))
  await expect.poll(own, { timeout: 10_000 }).toEqual([{ state: 'resolved' }])
  await second.stop()
  system.close()
  remove()
})
