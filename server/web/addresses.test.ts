import { expect, test } from 'vitest'
import { addressReader } from './addresses'

const read = addressReader(['10.0.0.0/8', '::1'])

test.each([
  ['a client that comes directly is believed nothing', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['a proxy is believed its last word', '10.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['what a client wrote before it is not', '10.0.0.1', '1.2.3.4, 198.51.100.1', '198.51.100.1'],
  ['proxies behind proxies are passed through', '::1', '198.51.100.1, 10.2.3.4', '198.51.100.1'],
  ['nonsense ends the walk', '10.0.0.1', 'evil, 10.0.0.7', '10.0.0.7'],
  ['a mapped address is the plain one', '::ffff:10.0.0.1', '::ffff:198.51.100.1', '198.51.100.1'],
  ['no header, the proxy itself', '10.0.0.1', undefined, '10.0.0.1'],
])('%s', (_claim, peer, header, expected) => expect(read(peer, header)).toBe(expected))
