import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { curlOf } from './curl'

test('a plain request is a plain command', () =>
  expect(curlOf({ method: 'GET', url: 'https://a.example/', headers: [] })).toBe('curl -sS -i https://a.example/'))

test('everything that makes the request what it is stands in it', () =>
  expect(
    curlOf({
      method: 'PUT',
      url: 'https://a.example/x?a=1&b=2',
      headers: [['x-a', "it's"]],
      body: '{"a":1}',
      proxy: 'http://p:3128',
      ipFamily: 6,
      followRedirects: 3,
      tls: { ca: true, cert: true },
    }),
  ).toBe(
    `curl -sS -i -X PUT -6 -L --max-redirs 3 --proxy http://p:3128 --cacert ca.pem --cert cert.pem --key key.pem -H 'x-a: it'\\''s' --data-raw '{"a":1}' 'https://a.example/x?a=1&b=2'`,
  ))

test.each(["'; touch /tmp/x; '", '$(id)', '`id`', 'a\nb', '!!', '"', '\\'])('a shell takes %j as it is', (body) => {
  const command = curlOf({ method: 'POST', url: 'http://a.example/', headers: [], body })
  const words = execFileSync('sh', ['-c', `curl() { for word; do printf '%s\\0' "$word"; done; }; ${command}`])
    .toString()
    .split('\0')
  expect(words[words.indexOf('--data-raw') + 1]).toBe(body)
})
