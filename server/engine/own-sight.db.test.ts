import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '@/db/testing/database'
import { engineOn, startTarget } from './testing'

const { sql, url, stop } = await testDatabase()
afterAll(stop)

const anchorAt = async (port = 0) => {
  const server = createServer((socket) => socket.destroy()).listen(port, '127.0.0.1')
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, close: () => server.close() }
}

test('blindness that a failing probe finds first is told as an incident, which ends also when sight comes back between two lives (CHK-8)', async () => {
  const target = await startTarget()
  const anchor = await anchorAt()
  const { start, remove } = engineOn(url)
  const file = `
anchors: ["127.0.0.1:${anchor.port}"]
settings: { checks.anchorInterval: 2s }
services: [{ name: shop, tier: 1 }]
checks: [{ name: front, service: shop, type: http, interval: 1s, confirmInterval: 1s, timeout: 1s, options: { url: "${target.url}/front" } }]
`
  const own = () => sql`select state from incidents where opened_by = 'Plimsoll'`
  const first = await start(file)
  await expect.poll(() => target.asked.length, { timeout: 10_000 }).toBeGreaterThan(0)
  target.answer(503)
  anchor.close()
  await expect.poll(own, { timeout: 20_000 }).toEqual([{ state: 'triggered' }])
  expect(await sql`select 1 from alerts`, 'what cannot be seen is not down').toHaveLength(0)
  await first.stop()

  const again = await anchorAt(anchor.port)
  target.answer(200)
  const second = await start(file)
  await expect.poll(own, { timeout: 20_000 }).toEqual([{ state: 'resolved' }])
  await second.stop()
  again.close()
  target.stop()
  remove()
})
