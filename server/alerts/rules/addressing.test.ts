import { expect, test } from 'vitest'
import { insteadOf, laneOf, readerOf, threadOf, urgencyOf } from './addressing'

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

const mailAddress = (address: string) => (address.includes('@') ? undefined : 'is no address of mail')
const byMail = { name: 'mail', reaches: 'people', addressIssue: mailAddress } as const
const given = (address: string, verifiedAt: Date | null = new Date(0)) => [
  { name: 'one', person: 'ada@example.com', channel: 'mail', address, verifiedAt },
]
const browser = { channel: 'browser', address: '{"endpoint":"https://push.example/1"}', person: 'ada@example.com' }

test.each([
  ['at the address that they gave for it', browser, given('ada@home.example'), 'ada@home.example'],
  ['at the one by which they sign in when what they gave is not confirmed', browser, given('ada@home.example', null), 'ada@example.com'],
  ['at the one by which they sign in when they gave none', browser, [], 'ada@example.com'],
  ['at the same address when it fits', { ...browser, channel: 'post', address: 'ada@post.example' }, [], 'ada@post.example'],
])('whoever is not reached by one channel is reached by its fallback %s', (_, recipient, contacts, address) => {
  expect(insteadOf(recipient, byMail, contacts)).toEqual({ channel: 'mail', address, person: 'ada@example.com' })
})

test('a fallback that nothing fits reaches nobody, and a room needs no address', () => {
  expect(insteadOf({ ...browser, person: 'ada' }, byMail, [])).toBeNull()
  expect(insteadOf(browser, { ...byMail, name: 'ops', reaches: 'room' }, [])).toEqual({ channel: 'ops', address: null, person: null })
})
