import { expect, test } from 'vitest'
import { defineRegistry } from '../kernel/registry'
import { fakeClock } from '../runtime/testing'
import { createPublisher, topicNamed } from './publisher'
import { aWorld } from './testing'
import { type Cause, defineTopic } from './topics/topic'

const clock = fakeClock()
/** How long one projection takes. */
let costsMs = 0
let elapsedMs = 0
const costly = defineTopic({
  kind: 'costly',
  keyed: false,
  right: 'read',
  all: () => [{ id: 'one' }],
  touched: () => ['one'],
  item: () => {
    elapsedMs += costsMs
    return { id: 'one' }
  },
})
const sent: number[] = []
const world = aWorld(1)
const publisher = createPublisher({
  clock: { now: clock.now.bind(clock), after: clock.after.bind(clock), elapsedMs: () => clock.elapsedMs() + elapsedMs },
  topics: defineRegistry('topic', [costly]),
  world: () => world,
  newEpoch: () => 'e1',
  onDeltas: (deltas) => void sent.push(deltas.length),
  onReset: () => {},
})
publisher.watch(topicNamed(publisher, 'costly'))
const cause: Cause = { kind: 'incident-changed', incidentId: 'i1', patch: {} }
const happen = async () => {
  publisher.take([cause])
  await Promise.resolve()
}

test('what is quickly projected goes out at once, each time', async () => {
  await happen()
  await happen()
  expect(sent).toHaveLength(2)
})

test('after work that took a while it rests three times as long, and tells together what came meanwhile', async () => {
  costsMs = 100
  await happen()
  expect(sent).toHaveLength(3)
  for (let i = 0; i < 5; i++) await happen()
  await clock.advance(299)
  expect(sent).toHaveLength(3)
  costsMs = 0
  await clock.advance(1)
  expect(sent).toHaveLength(4)
  await happen()
  expect(sent).toHaveLength(5)
})

test('for many screens results are gathered, and a change does not wait for them', async () => {
  const stops = Array.from({ length: 500 }, () => publisher.watch(topicNamed(publisher, 'costly')))
  await clock.advance(1_000)
  sent.length = 0
  const result: Cause = { kind: 'pulses', checkIds: ['one'] }
  for (let i = 0; i < 4; i++) {
    publisher.take([result])
    await clock.advance(100)
  }
  expect(sent).toHaveLength(0)
  await happen()
  expect(sent).toHaveLength(1)
  await clock.advance(101)
  expect(sent).toHaveLength(2)
  for (const stop of stops) stop()
  publisher.take([result])
  await Promise.resolve()
  expect(sent).toHaveLength(3)
})
