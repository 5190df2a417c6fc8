/** A request as curl would repeat it. The caller has redacted it. */
export type CurlRequest = {
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body?: string | undefined
  readonly proxy?: string | undefined
  readonly ipFamily?: 4 | 6 | undefined
  readonly followRedirects?: number
  /** Names of files that the reader has to put there: their content is secret. */
  readonly tls?: { readonly ca: boolean; readonly cert: boolean } | undefined
}

const LONGEST_BODY = 4096

/** A command line for a POSIX shell that repeats a request, with its answer's headers shown. */
export function curlOf({ method, url, headers, body, proxy, ipFamily, followRedirects = 0, tls }: CurlRequest): string {
  const words = ['curl', '-sS', '-i']
  if (method === 'HEAD') words.push('--head')
  else if (method !== 'GET' || body !== undefined) words.push('-X', method)
  if (ipFamily) words.push(`-${ipFamily}`)
  if (followRedirects > 0) words.push('-L', '--max-redirs', String(followRedirects))
  if (proxy) words.push('--proxy', quoted(proxy))
  if (tls?.ca) words.push('--cacert', 'ca.pem')
  if (tls?.cert) words.push('--cert', 'cert.pem', '--key', 'key.pem')
  for (const [name, value] of headers) words.push('-H', quoted(`${name}: ${value}`))
  if (body !== undefined) words.push('--data-raw', quoted(body.length > LONGEST_BODY ? `${body.slice(0, LONGEST_BODY)}…` : body))
  words.push(quoted(url))
  return words.join(' ')
}

const quoted = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)
