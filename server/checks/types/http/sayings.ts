import type { Assertion } from '../../model'
import { redactUrl } from '../../rules/redact'
import { afterRedirects } from './request'

/** `503, expected 200-299` or `200: expected body that contains "ok", got …`; the status alone when nothing is broken. */
export function sayingOf(status: number, broken: Assertion | undefined, expected: readonly string[], redirects: number): string {
  const answered = `${status}${afterRedirects(redirects)}`
  if (!broken) return answered
  return broken.expects.startsWith('status ')
    ? `${answered}, expected ${expected.join(', ')}`
    : `${answered}: expected ${broken.expects}, got ${broken.got}`
}

/** An address for people: without user name, password and secret parts of the query. */
export function publicUrl(text: string): string {
  const url = new URL(text)
  url.username = ''
  url.password = ''
  return redactUrl(url.href)
}

/** What a body looks like, when nobody said it. */
export const typeOf = (body: string): string =>
  /^\s*[[{]/.test(body)
    ? 'application/json'
    : /^[^\s=&]+=[^\s]*$/.test(body)
      ? 'application/x-www-form-urlencoded'
      : 'text/plain; charset=utf-8'
