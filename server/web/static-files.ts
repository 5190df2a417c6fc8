import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join } from 'node:path'

/** Where Next expects its scripts, styles and fonts. Their names hold a digest of what is in them. */
const PREFIX = '/_next/static/'
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}
const A_YEAR = 'public, max-age=31536000, immutable'

/** Answers a request for one of the files, and says whether it was for one. */
export type StaticFiles = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<boolean>

/**
 * The files that the build made for browsers, by what it squeezed of them beforehand: a script is a seventh smaller than what gzip makes of it
 * for each browser anew, and costs nothing. What is not of the build is left to others.
 *
 * @param folder `.next/static`; beside `a.js` lies `a.js.br` (RFC 7932), when the build squeezed it
 */
export function createStaticFiles(folder: string): StaticFiles {
  const files = new Set(readdirSync(folder, { recursive: true, encoding: 'utf8' }))
  return async (request, response, path) => {
    if (!path.startsWith(PREFIX) || (request.method !== 'GET' && request.method !== 'HEAD')) return false
    const name = path.slice(PREFIX.length)
    const type = TYPES[extname(name)]
    if (!files.has(name) || type === undefined) return false
    const isSqueezed = files.has(`${name}.br`)
    const takesIt = /\bbr\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(String(request.headers['accept-encoding'] ?? ''))
    const bytes = await readFile(join(folder, isSqueezed && takesIt ? `${name}.br` : name))
    response.writeHead(200, {
      'content-type': type,
      'content-length': bytes.byteLength,
      'cache-control': A_YEAR,
      ...(isSqueezed && { vary: 'accept-encoding' }),
      ...(isSqueezed && takesIt && { 'content-encoding': 'br' }),
    })
    response.end(request.method === 'HEAD' ? undefined : bytes)
    return true
  }
}
