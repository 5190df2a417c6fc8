import { expect, test } from 'vitest'
import { hostOf, proposedService, wordsOfHost } from './proposed-service'

test.each([
  ['admin.shop.example.com', ['admin', 'shop', 'example']],
  ['www.managed-orders.co.uk', ['managed-orders']],
  ['api.example.com.', ['example']],
  ['10.0.0.7', []],
  ['[::1]', []],
  ['localhost', []],
  ['web', []],
])('the host %s says %j', (host, words) => expect(wordsOfHost(host)).toEqual(words))

const services = [{ name: 'shop', title: 'The web shop' }]

test.each([
  ['a service that the host names', 'pay.shop.example', { known: 'shop' }],
  ['a new one by the most telling word', 'managed-orders.example.com', { title: 'Managed orders' }],
  ['nothing for numbers', '192.0.2.1', undefined],
  ['nothing without a host', undefined, undefined],
])('proposes %s', (_claim, host, expected) => expect(proposedService(host, services)).toEqual(expected))

test('the host stands in the address or by itself', () => {
  expect(hostOf({ url: 'https://user:pw@shop.example:8443/x' })).toBe('shop.example')
  expect(hostOf({ host: 'db.example', port: 1 })).toBe('db.example')
  expect(hostOf({ url: 'half an add' })).toBeUndefined()
})
