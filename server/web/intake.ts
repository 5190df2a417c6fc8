import type { Actor, Needed } from '../access/model'
import { MethodRefusal } from './problem'

/** A request that is answered before all others, with nothing between it and its answer. */
export type IntakeRequest = {
  readonly method: string
  readonly path: string
  /** What the pattern's names stood for. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Where it comes from, behind trusted proxies. */
  readonly address: string
  /** Who asks. Reads a cookie or key on first use; on a route for anyone it costs nothing until then. */
  actor(): Promise<Actor>
  /** The body, which never weighs more than the route allows. */
  body(): Promise<Buffer>
}

export type IntakeAnswer = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

export type IntakeRoute = {
  readonly method: 'GET' | 'POST' | 'PUT'
  /** `/heartbeat/:token`: a name takes one segment. A HEAD is answered like a GET. */
  readonly path: string
  readonly right: Needed
  /** Whether it answers while Plimsoll has no administrator (RUN-5). */
  readonly beforeSetup?: boolean
  readonly maxBodyBytes?: number
  answer(request: IntakeRequest): Promise<IntakeAnswer> | IntakeAnswer
}

export type Match = { readonly route: IntakeRoute; readonly params: Readonly<Record<string, string>> }

/** Finds the route of a path; a refusal when there is one, but for other methods. */
export function intakeTable(routes: readonly IntakeRoute[]): (method: string, path: string) => Match | MethodRefusal | undefined {
  const table = routes.map((route) => ({ route, pattern: patternOf(route.path) }))
  return (method, path) => {
    const asked = method === 'HEAD' ? 'GET' : method
    const allow: string[] = []
    for (const { route, pattern } of table) {
      const found = pattern.exec(path)
      if (!found) continue
      if (route.method === asked) return { route, params: { ...found.groups } }
      allow.push(route.method, ...(route.method === 'GET' ? ['HEAD'] : []))
    }
    return allow.length > 0 ? new MethodRefusal(method, path, allow) : undefined
  }
}

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:([a-z]\w*)/gi, '(?<$1>[^/]{1,200})')}/?$`)
