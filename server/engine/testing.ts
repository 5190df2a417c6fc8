import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sealKey } from '../access/seal'
import { readDocument } from '../declare/document'
import { settlingConfig } from '../declare/testing'
import { systemClock } from '../runtime/clock'
import { systemIds } from '../runtime/ids'
import { silentLog } from '../runtime/log'
import { type Engine, startEngine } from './engine'

/** A real server that answers what it is told, and notes each request with its time and connection. */
export async function startTarget() {
  const asked: { readonly path: string; readonly atMs: number; readonly port: number }[] = []
  let status = 200
  const server = createServer((request, response) => {
    asked.push({ path: request.url ?? '', atMs: systemClock.now().getTime(), port: request.socket.remotePort ?? 0 })
    response.writeHead(status, { 'content-type': 'text/plain' }).end(status === 200 ? 'all well' : 'broken on purpose')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answer: (next: number) => {
      status = next
    },
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** What seals the secrets of checks here. */
export const TEST_KEY = sealKey('a secret of the test that is long enough')

/** A real engine on a database, in a folder of its own that stays between its lives. */
export function engineOn(databaseUrl: string) {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-engine-'))
  return {
    linkPath: join(folder, 'engine.sock'),
    async start(file: string, over: Partial<Parameters<typeof startEngine>[0]> = {}): Promise<Engine> {
      const config = settlingConfig(readDocument(file, {}))
      const parts = {
        clock: systemClock,
        ids: systemIds,
        log: silentLog,
        databaseUrl,
        dataFolder: folder,
        linkPath: join(folder, 'engine.sock'),
        config,
        key: TEST_KEY,
        actionKey: TEST_KEY,
        statusKey: TEST_KEY,
        holder: folder,
        publicUrl: 'https://plimsoll.example',
        own: new Set<string>(),
        onFenced: (sentence: string) => {
          throw new Error(sentence)
        },
        onWaiting: () => {},
        ...over,
      }
      return await startEngine(parts, new AbortController().signal)
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
