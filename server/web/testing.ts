import { readdirSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { type Actor, NOBODY, RIGHTS, type Role } from '../access/model'
import { systemClock } from '../runtime/clock'
import { systemIds } from '../runtime/ids'
import { silentLog } from '../runtime/log'
import { projectRoot } from '../runtime/root'
import type { WebApp } from './app'
import type { Gate, Identity } from './gate'
import type { Handler } from './handle'
import { createInboundLimits } from './inbound/limits'

/** A gate that knows people by the cookie `as=<role>` and one key, `Bearer plk_all`. */
export function gateByRole({ needsSetup = false }: { readonly needsSetup?: boolean } = {}): Gate {
  return {
    async identify({ cookie, authorization }): Promise<Identity> {
      if (authorization === 'Bearer plk_all')
        return { actor: { kind: 'key', id: 'k', name: 'pipeline', scopes: RIGHTS }, by: 'key', id: 'k' }
      const role = cookie?.match(/as=(\w+)/)?.[1]
      return role ? { actor: personAs(role as Role), by: 'cookie', id: role } : { actor: NOBODY, by: 'nothing', id: null }
    },
    watch: () => () => {},
    recheck: async () => {},
    attempt: () => ({ succeeded() {}, done() {} }),
    needsSetup: async () => needsSetup,
    stop() {},
  }
}

export const personAs = (role: Role): Actor => ({ kind: 'person', id: `the-${role}`, name: `The ${role}`, role })

/** What a handler needs of the app when its verb touches no database. */
export function bareApp(parts: Partial<WebApp> = {}): WebApp {
  const settings = {
    url: 'http://127.0.0.1:3000',
    host: '127.0.0.1',
    trustedProxies: [],
    secret: 'x'.repeat(32),
    demo: false,
    profile: 'production',
  }
  const app = {
    clock: systemClock,
    ids: systemIds,
    log: silentLog,
    gate: gateByRole(),
    settings,
    inbound: createInboundLimits(systemClock),
    isPublicHost: async () => true,
    publish() {},
    ...parts,
  }
  return app as unknown as WebApp
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** A handler with the address that the file system gives it: `/api/v1/checks/[id]`. */
export type RouteFile = { readonly path: string; readonly method: string; readonly handler: Handler }

/** Every handler that there is under `app/api/v1`. */
export async function everyRoute(): Promise<readonly RouteFile[]> {
  const folder = join(projectRoot(), 'app/api/v1')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /(^|\/)route\.tsx?$/.test(file))
  const found: RouteFile[] = []
  for (const file of files.toSorted()) {
    const exported: Readonly<Record<string, Handler>> = await import(join(folder, file))
    const path = `/api/v1/${file.replace(/\/route\.tsx?$/, '')}`
    for (const [method, handler] of Object.entries(exported)) if (METHODS.includes(method)) found.push({ path, method, handler })
  }
  return found
}

/** Serves route handlers as Next does: `POST /things/[id]`. */
export function asNext(
  routes: Readonly<Record<string, (...asked: Parameters<Handler>) => Promise<Response>>>,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (incoming, response) => {
    const url = new URL(incoming.url ?? '/', 'http://127.0.0.1:3000')
    for (const [name, handler] of Object.entries(routes)) {
      const [method, pattern = ''] = name.split(' ')
      const found = new RegExp(`^${pattern.replace(/\[(\w+)\]/g, '(?<$1>[^/]+)')}$`).exec(url.pathname)
      if (method !== incoming.method || !found) continue
      const headers = new Headers(
        Object.entries(incoming.headers).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value] as [string, string]] : [])),
      )
      const body = method === 'GET' || method === 'HEAD' ? null : (Readable.toWeb(incoming) as ReadableStream)
      const answer = await handler(new Request(url, { method, headers, body, duplex: 'half' } as RequestInit), {
        params: Promise.resolve({ ...found.groups }),
      })
      response.writeHead(answer.status, Object.fromEntries(answer.headers))
      response.end(Buffer.from(await answer.arrayBuffer()))
      return
    }
    response.writeHead(404).end()
  }
}
