import { join } from 'node:path'
import { type Actor, NOBODY, RIGHTS, type Role } from '../access/model'
import { systemClock } from '../runtime/clock'
import { systemIds } from '../runtime/ids'
import { silentLog } from '../runtime/log'
import { projectRoot } from '../runtime/root'
import { createApiHandler } from './api/handler'
import { pathsInSources } from './api/sources'
import type { RouteHandler } from './api/table'
import type { WebApp } from './app'
import type { Gate, Identity } from './gate'
import type { Handler } from './handle'
import type { HttpHandler } from './http-server'
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
  const root = projectRoot()
  const found: RouteFile[] = []
  for (const path of pathsInSources(root)) {
    if (!path.startsWith('/api/v1/')) continue
    const exported: Readonly<Record<string, Handler>> = await import(join(root, 'app', path, 'route.ts'))
    for (const [method, handler] of Object.entries(exported)) if (METHODS.includes(method)) found.push({ path, method, handler })
  }
  return found
}

/** The API of handlers by method and address: `POST /api/things/[id]`. */
export function apiOf(handlers: Readonly<Record<string, RouteHandler>>): HttpHandler {
  const modules: Record<string, Record<string, RouteHandler>> = {}
  for (const [name, handler] of Object.entries(handlers)) {
    const [method = '', path = ''] = name.split(' ')
    modules[path] = { ...modules[path], [method]: handler }
  }
  return createApiHandler({ modules, origin: 'http://127.0.0.1:3000' })
}

/** Where a test asks for no page. */
export const noScreens: HttpHandler = async (_request, response) => void response.writeHead(404).end()
