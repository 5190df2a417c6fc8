import { X509Certificate } from 'node:crypto'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:tls'
import { expect, test } from 'vitest'
import { createAuthority } from './certificate'

const DAY = 86_400_000
const NOW = new Date()
const days = (count: number) => new Date(NOW.getTime() + count * DAY)

test('the authority is one, and what it issues says for whom and how long', () => {
  const authority = createAuthority(NOW)
  const issued = new X509Certificate(authority.issue(new Date('2026-03-01T10:20:30Z'), new Date('2026-06-01T00:00:00Z')).cert)
  expect(new X509Certificate(authority.cert).ca).toBe(true)
  expect(issued.ca).toBe(false)
  expect(issued.verify(new X509Certificate(authority.cert).publicKey)).toBe(true)
  expect(issued.checkIP('127.0.0.1')).toBe('127.0.0.1')
  expect(issued.checkHost('localhost')).toBe('localhost')
  expect([issued.validFrom, issued.validTo]).toEqual(['Mar  1 10:20:30 2026 GMT', 'Jun  1 00:00:00 2026 GMT'])
})

test.each([
  ['a certificate in its time is trusted by whoever trusts the authority', days(-1), days(90), 'trusted'],
  ['one past its time is refused as expired and for nothing else', days(-91), days(-1), 'CERT_HAS_EXPIRED'],
])('%s', async (_claim, from, to, expected) => {
  const authority = createAuthority(NOW)
  const server = createServer(authority.issue(from, to)).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const verdict = await new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, ca: authority.cert, servername: 'localhost' })
    socket.once('secureConnect', () => resolve(socket.end() && 'trusted'))
    socket.once('error', (error) => resolve('code' in error ? error.code : error.message))
  })
  server.close()
  expect(verdict).toBe(expected)
})
