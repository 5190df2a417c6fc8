import { expect, test } from 'vitest'
import { parseAddress } from './address'

test('an address over the network', () => {
  expect(parseAddress('postgres://us%40er:p%2Fw@db.example.com:6432/plim%20soll?sslmode=verify-full&search_path=a')).toEqual({
    database: 'plim soll',
    user: 'us@er',
    password: 'p/w',
    host: 'db.example.com',
    port: 6432,
    tls: 'verified',
    session: { search_path: 'a' },
  })
})

test('a unix socket, and what is left out', () => {
  expect(parseAddress('postgresql:///plimsoll?host=/run/p&user=ada')).toEqual({
    database: 'plimsoll',
    user: 'ada',
    password: '',
    host: '/run/p',
    port: 5432,
    tls: 'off',
    session: {},
  })
})

test.each([
  ['db.example.com', 'The database address is not a URL'],
  ['mysql://db/plimsoll', 'The database address starts with "mysql://"'],
  ['postgres:///plimsoll', 'The database address names no host'],
  ['postgres://a@b/c?host=x,y', 'The database address names several hosts ("x,y")'],
  ['postgres://a@b/c?sslmode=on', 'The database address asks for sslmode=on: use one of disable, allow'],
])('%s is refused with the way out', (url, sentence) => expect(() => parseAddress(url)).toThrow(sentence))

test('a refusal does not repeat the password', () => {
  expect(() => parseAddress('postgres://a:hunter2@b/c?sslmode=on')).not.toThrow(/hunter2/)
})
