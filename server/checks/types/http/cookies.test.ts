import { expect, test } from 'vitest'
import { CookieJar } from './cookies'

const now = new Date('2026-11-22T12:00:00Z')
function jarWith(from: string, ...cookies: string[]): CookieJar {
  const jar = new CookieJar()
  jar.take(
    new URL(from),
    cookies.map((cookie) => ['Set-Cookie', cookie] as const),
    now,
  )
  return jar
}

test.each([
  ['to the host that set it', 'https://a.example/x', 'sid=1', 'https://a.example/', 'sid=1'],
  ['not to another host', 'https://a.example/', 'sid=1', 'https://b.example/', ''],
  ['not to a subdomain by itself', 'https://a.example/', 'sid=1', 'https://www.a.example/', ''],
  ['to subdomains of its domain', 'https://www.a.example/', 'sid=1; Domain=.a.example', 'https://api.a.example/', 'sid=1'],
  ['not when its domain is foreign', 'https://a.example/', 'sid=1; Domain=b.example', 'https://b.example/', ''],
  ['not to a host that only ends alike', 'https://a.example/', 'sid=1; Domain=a.example', 'https://evila.example/', ''],
  ['below its path', 'https://a.example/', 'sid=1; Path=/app', 'https://a.example/app/x', 'sid=1'],
  ['not beside its path', 'https://a.example/', 'sid=1; Path=/app', 'https://a.example/apple', ''],
  ['below the folder that set it', 'https://a.example/app/in', 'sid=1', 'https://a.example/app/on', 'sid=1'],
  ['not in clear when secure', 'https://a.example/', 'sid=1; Secure', 'http://a.example/', ''],
  ['not when it has ended', 'https://a.example/', 'sid=1; Max-Age=0', 'https://a.example/', ''],
  ['not when it had ended by date', 'https://a.example/', 'sid=1; Expires=Sat, 21 Nov 2026 12:00:00 GMT', 'https://a.example/', ''],
  ['with its value as it is', 'https://a.example/', 'sid="a=b c"; Path=/', 'https://a.example/', 'sid="a=b c"'],
])('a cookie goes %s', (_claim, from, cookie, to, sent) => expect(jarWith(from, cookie).header(new URL(to))).toBe(sent))

test('a later one of the same name takes its place, and one that ends removes it', () => {
  const url = new URL('https://a.example/')
  expect(jarWith(url.href, 'sid=1', 'sid=2').header(url)).toBe('sid=2')
  expect(jarWith(url.href, 'sid=1', 'sid=; Max-Age=0').header(url)).toBe('')
})

test('a jar is bounded', () =>
  expect(jarWith('https://a.example/', ...Array.from({ length: 500 }, (_, index) => `c${index}=1`)).values()).toHaveLength(100))
