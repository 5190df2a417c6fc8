import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A pager that answers as PagerDuty's Events API does, and notes when it had which check's page. Listens on loopback only. */
export type Receiver = {
  readonly url: string
  /** By path of the check: when its first page was here, in milliseconds since the epoch. */
  readonly pagedMs: ReadonlyMap<number, number>
  stop(): void
}

export const ROUTING_KEY = 'b'.repeat(32)

export async function startReceiver(): Promise<Receiver> {
  const pagedMs = new Map<number, number>()
  const server = createServer((request, response) => {
    const atMs = performance.timeOrigin + performance.now()
    let body = ''
    request.on('data', (chunk) => (body += chunk))
    request.on('end', () => {
      // Titles of checks end with their path.
      for (const [, path] of body.matchAll(/\bCheck (\d+)/g)) if (!pagedMs.has(Number(path))) pagedMs.set(Number(path), atMs)
      response
        .writeHead(202, { 'content-type': 'application/json' })
        .end('{"status":"success","message":"Event processed","dedup_key":"bench"}')
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pagedMs,
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}
