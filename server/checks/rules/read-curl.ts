import { shellWords } from './shell-words'

/** What a curl command asks, in the options of a check of type http, and what of it could not be taken over. */
export type ReadCurl =
  | { readonly options: Readonly<Record<string, unknown>> & { readonly url: string }; readonly notes: readonly string[] }
  | { readonly issue: string }

/** Options that take a value, by their long names. */
const VALUED: Readonly<Record<string, string>> = {
  X: 'request',
  H: 'header',
  d: 'data',
  u: 'user',
  x: 'proxy',
  A: 'user-agent',
  e: 'referer',
  b: 'cookie',
  o: 'output',
  w: 'write-out',
  m: 'max-time',
  F: 'form',
  T: 'upload-file',
  c: 'cookie-jar',
  E: 'cert',
  K: 'config',
  r: 'range',
  D: 'dump-header',
}
const LONG_VALUED = new Set([
  ...Object.values(VALUED),
  ...['data-raw', 'data-binary', 'data-ascii', 'data-urlencode', 'json', 'url', 'max-redirs', 'oauth2-bearer', 'cacert', 'key', 'capath'],
  ...['connect-timeout', 'retry', 'retry-delay', 'retry-max-time', 'resolve', 'connect-to', 'interface', 'limit-rate', 'unix-socket'],
  ...['form-string', 'proxy-user', 'noproxy', 'tls-max', 'ciphers', 'cert-type', 'key-type', 'pass', 'url-query', 'aws-sigv4'],
])
const FLAGS: Readonly<Record<string, string>> = { L: 'location', I: 'head', k: 'insecure', G: 'get', '4': 'ipv4', '6': 'ipv6' }
/** They change what curl shows or how hard it tries, not what is asked. */
const OF_NO_MATTER = new Set(
  'silent show-error include verbose fail fail-with-body output write-out compressed no-progress-meter progress-bar dump-header no-buffer s S i v f N # O remote-name globoff g http1.1 http2 max-time connect-timeout retry retry-delay retry-max-time cookie-jar tlsv1.2 tlsv1.3'.split(
    ' ',
  ),
)
/** They frame the message, or have the answer compressed, which no expectation could read. */
const OURS = /^(?:connection|content-length|transfer-encoding|upgrade|expect|keep-alive|te|trailer|accept-encoding)$/i
const METHODS = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/
const FORM = 'application/x-www-form-urlencoded'

type Option = { readonly name: string; readonly value: string }

/**
 * Reads a curl command as it is copied from a browser or a manual.
 *
 * @param command begins with `curl`
 */
export function readCurl(command: string): ReadCurl {
  const words = shellWords(command)
  if (!words) return { issue: 'A quote in this command is never closed; copy it whole.' }
  const { options, urls, missing } = parted(words.slice(1))
  if (missing) return { issue: `The command ends after ${missing}, which needs a value; copy it whole.` }
  const [address, ...others] = [...options.filter(({ name }) => name === 'url').map(({ value }) => value), ...urls]
  if (address === undefined) return { issue: 'This command names no address; paste it with its URL.' }
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `http://${address}`
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return { issue: 'The address in this command is none of http:// or https://.' }
  const notes: string[] = []
  if (others.length > 0) notes.push(`It names ${others.length + 1} addresses; the first is taken.`)
  return { ...requestOf(url, options, notes), notes }
}

function parted(words: readonly string[]): { options: readonly Option[]; urls: readonly string[]; missing?: string } {
  const options: Option[] = []
  const urls: string[] = []
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ''
    if (word.startsWith('--')) {
      const name = word.slice(2)
      if (!LONG_VALUED.has(name)) options.push({ name, value: '' })
      else if (i + 1 >= words.length) return { options, urls, missing: word }
      else options.push({ name, value: words[++i] ?? '' })
    } else if (word.startsWith('-') && word.length > 1) {
      for (let at = 1; at < word.length; at++) {
        const letter = word.charAt(at)
        const name = VALUED[letter]
        if (name === undefined) {
          options.push({ name: FLAGS[letter] ?? letter, value: '' })
          continue
        }
        const value = at + 1 < word.length ? word.slice(at + 1) : words[++i]
        if (value === undefined) return { options, urls, missing: `-${letter}` }
        options.push({ name, value })
        break
      }
    } else urls.push(word)
  }
  return { options, urls }
}

function requestOf(address: string, options: readonly Option[], notes: string[]) {
  const headers: Record<string, string> = {}
  const data: string[] = []
  let url = address
  let method: string | undefined
  let asGet = false
  let follows = false
  let redirects: number | undefined
  let auth: Record<string, unknown> | undefined
  let ipFamily: 4 | 6 | undefined
  let proxy: string | undefined
  const header = (name: string, value: string) => {
    const known = Object.keys(headers).find((one) => one.toLowerCase() === name.toLowerCase())
    headers[known ?? name] = value
  }
  const otherwise = (name: string, value: string) => {
    if (!Object.keys(headers).some((one) => one.toLowerCase() === name)) headers[name] = value
  }
  for (const { name, value } of options) {
    if (name === 'url' || OF_NO_MATTER.has(name)) continue
    if (name === 'request') method = value.toUpperCase()
    else if (name === 'head') method ??= 'HEAD'
    else if (name === 'get') asGet = true
    else if (name === 'location') follows = true
    else if (name === 'max-redirs') redirects = Number(value)
    else if (name === 'ipv4') ipFamily = 4
    else if (name === 'ipv6') ipFamily = 6
    else if (name === 'proxy') proxy = value.includes('://') ? value : `http://${value}`
    else if (name === 'user-agent') header('user-agent', value)
    else if (name === 'referer') header('referer', value)
    else if (name === 'cookie' && value.includes('=')) header('cookie', value)
    else if (name === 'oauth2-bearer') auth = { bearer: value }
    else if (name === 'user') {
      const [username = '', ...password] = value.split(':')
      auth = { basic: { username, password: password.join(':') } }
    } else if (name === 'header') {
      const [, field = '', text = ''] = /^([^:]+):\s*([\s\S]*)$/.exec(value) ?? []
      if (field === '' || text === '') notes.push('A header without a value is left out.')
      else if (OURS.test(field)) notes.push(`${field} is left out: Plimsoll sets it.`)
      else header(field, text)
    } else if (name === 'json' || name.startsWith('data')) {
      if (value.startsWith('@') && name !== 'data-raw') notes.push('The body comes from a file, which is not read; enter it below.')
      else data.push(name === 'data-urlencode' ? encoded(value) : value)
      if (name === 'json') for (const field of ['content-type', 'accept']) otherwise(field, 'application/json')
      else if (!asGet) otherwise('content-type', FORM)
    } else if (name === 'insecure') notes.push('-k is left out: a certificate that is not trusted fails. Trust its authority under TLS.')
    else notes.push(`${name.length === 1 ? '-' : '--'}${name} is left out.`)
  }
  const sent = data.length > 0 ? data.join(options.some(({ name }) => name === 'json') ? '' : '&') : undefined
  if (asGet && sent !== undefined) {
    url += `${url.includes('?') ? '&' : '?'}${sent}`
    for (const name of Object.keys(headers)) if (headers[name] === FORM) delete headers[name]
  }
  const body = asGet ? undefined : sent
  const asked = method ?? (body === undefined ? 'GET' : 'POST')
  if (!METHODS.test(asked)) notes.push(`${asked} cannot be asked; GET is proposed.`)
  return {
    options: {
      url,
      ...(asked !== 'GET' && METHODS.test(asked) && { method: asked }),
      ...(Object.keys(headers).length > 0 && { headers }),
      ...(body !== undefined && { body }),
      ...(auth && { auth }),
      ...followsOf(follows, redirects),
      ...(ipFamily && { ipFamily }),
      ...(proxy !== undefined && { proxy }),
    },
  }
}

const MOST_REDIRECTS = 20

/** curl stays where it is without -L; a check follows ten by default. */
function followsOf(follows: boolean, redirects: number | undefined) {
  if (!follows) return { followRedirects: 0 }
  return redirects !== undefined && Number.isInteger(redirects)
    ? { followRedirects: redirects < 0 ? MOST_REDIRECTS : Math.min(redirects, MOST_REDIRECTS) }
    : {}
}

/** `name=a b` → `name=a%20b`, as curl does it. */
function encoded(value: string): string {
  const at = value.indexOf('=')
  return at <= 0 ? encodeURIComponent(value.slice(at + 1)) : `${value.slice(0, at)}=${encodeURIComponent(value.slice(at + 1))}`
}
