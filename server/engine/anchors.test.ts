import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { systemClock } from '../runtime/clock'
import { fakeClock } from '../runtime/testing'
import { createAnchors } from './anchors'

const listening = async () => {
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, anchor: `127.0.0.1:${(server.address() as AddressInfo).port}` }
}

test('without anchors there is nothing to doubt by', async () => expect(await createAnchors([], systemClock).canSee()).toBe(true))

test('one anchor that answers is enough; when none does, it says since when', async () => {
  const { server, anchor } = await listening()
  const clock = fakeClock()
  const dead = await listening()
  dead.server.close()
  const anchors = createAnchors([dead.anchor, anchor], clock)
  expect(await anchors.canSee()).toBe(true)
  server.close()
  await once(server, 'close')
  await clock.advance(2_000)
  expect(await anchors.canSee()).toBe(false)
  expect(anchors.blindSince).toEqual(clock.now())
})
