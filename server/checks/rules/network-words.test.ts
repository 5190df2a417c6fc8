import { expect, test } from 'vitest'
import { certificateTrouble, daysLeft, troubleOf } from './network-words'

const error = (code: string, message = 'raw message') => Object.assign(new Error(message), { code })

test.each([
  [error('ECONNREFUSED'), 'shop.example:443 refused the connection', false],
  [error('ENOTFOUND'), 'there is no name shop.example', false],
  [error('DNS_SILENT'), 'the DNS server does not answer, so shop.example could not be resolved', true],
  [error('DNS_TIMEOUT'), 'the DNS server did not answer for shop.example, while it answers for others', false],
  [error('EMFILE'), 'Plimsoll has no free file descriptor; raise its limit of open files', true],
  [error('EADDRNOTAVAIL'), 'this machine has no free local port for the connection', true],
  [error('ERR_SSL_WRONG_VERSION_NUMBER'), 'shop.example:443 does not speak TLS on this port', false],
  [error('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'), 'shop.example:443 broke off the TLS handshake: tlsv1 alert protocol version', false],
  [error('ADDRESS_REFUSED', 'as it was said'), 'as it was said', false],
  [error('EWHATEVER'), 'shop.example:443 could not be talked to: raw message', false],
  [
    Object.assign(new AggregateError([error('ENETUNREACH'), error('ECONNREFUSED')]), { code: 'ENETUNREACH' }),
    'shop.example:443 refused the connection',
    false,
  ],
  ['a text', 'shop.example:443 could not be talked to: a text', false],
])('%s is said as "%s"', (cause, says, blind) => expect(troubleOf(cause, 'shop.example', 443)).toEqual({ says, blind }))

test('an IPv6 address stands in brackets', () =>
  expect(troubleOf(error('ECONNRESET'), '::1', 80).says).toBe('[::1]:80 reset the connection'))

const now = new Date('2026-11-22T12:00:00Z')
const facts = (validTo: string) => ({ subject: 'a', issuer: 'b', validFrom: new Date('2026-01-01'), validTo: new Date(validTo) })
test.each([
  ['2026-11-22T06:00:00Z', 'within the last day'],
  ['2026-11-20T06:00:00Z', '2 days ago, on 2026-11-20'],
])('a certificate that ended at %s expired %s', (validTo, words) =>
  expect(certificateTrouble('CERT_HAS_EXPIRED', 'shop.example', facts(validTo), now)).toContain(words),
)
test('days left are whole days', () =>
  expect([daysLeft(new Date('2026-11-24T11:59:00Z'), now), daysLeft(new Date('2026-11-22T11:00:00Z'), now)]).toEqual([1, -1]))
