import { expect, test } from 'vitest'
import { laneOf, readerOf, threadOf, urgencyOf } from './addressing'

const room = { channel: 'ops', address: null, person: null }
const mail = { channel: 'mail', address: 'ada@example.com', person: 'ada' }
const phone = { channel: 'phone', address: '+44 1', person: 'ada' }

test('each mailbox and each room is a lane of its own', () => {
  expect([room, mail, phone].map(laneOf)).toEqual(['ops', 'mail ada@example.com', 'phone +44 1'])
})

test('a person reads all of their channels, and a room is read by whoever is in it', () => {
  expect([room, mail, phone].map(readerOf)).toEqual(['ops', 'ada', 'ada'])
})

test('what is told of one incident in one lane is a thread; what is of no incident stands alone', () => {
  expect(threadOf('i1', 'k1', mail)).toBe(threadOf('i1', 'k2', mail))
  expect(threadOf('i1', 'k1', mail)).not.toBe(threadOf('i1', 'k1', phone))
  expect(threadOf(null, 'k1', mail)).not.toBe(threadOf(null, 'k2', mail))
})

test('a page of any severity goes before news, tests go last, and among equals the gravest goes first', () => {
  const order = [
    urgencyOf('page', 'emergency'),
    urgencyOf('page', 'low'),
    urgencyOf('resolved', 'emergency'),
    urgencyOf('news', 'low'),
    urgencyOf('canary', 'emergency'),
  ]
  expect(order.toSorted((a, b) => a - b)).toEqual(order)
  expect(new Set(order).size).toBe(order.length)
})
