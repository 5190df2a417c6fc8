/** What answers a method of a route. Its parameters are what the path holds in their place, decoded. */
export type RouteHandler = (request: Request, route: { readonly params: Promise<Params> }) => Promise<Response>
export type Params = Readonly<Record<string, string | readonly string[] | undefined>>
/** What a file `route.ts` exports: its handlers, by method. */
export type RouteModule = Readonly<Record<string, RouteHandler>>
/** Modules by the address that their folder gives them: `/api/v1/checks/[id]`, `/api/auth/[...all]`. */
export type RouteModules = Readonly<Record<string, RouteModule>>

export type Found = { readonly module: RouteModule; readonly params: Params }

type Node = {
  readonly fixed: Map<string, Node>
  /** `[name]`: one segment, whatever it is. */
  param?: { readonly name: string; readonly node: Node }
  /** `[...name]`: all segments that are left, at least one. */
  rest?: { readonly name: string; readonly module: RouteModule }
  module?: RouteModule
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/**
 * Finds the module of a path: a segment by its name before whatever it is, one segment before all that are left.
 *
 * @param modules of which two must not differ in the names of parameters alone; throws where they do
 */
export function routeTable(modules: RouteModules): (path: string) => Found | undefined {
  const root = emptyNode()
  for (const [path, module] of Object.entries(modules)) add(root, path, module)
  return (path) => search(root, segmentsOf(path), 0)
}

/** The methods that a module takes. What reads is asked for its head, too, and every module for its options. */
export function methodsOf(module: RouteModule): readonly string[] {
  const own = METHODS.filter((method) => module[method])
  return [...(module.GET ? ['GET', 'HEAD'] : []), ...own.filter((method) => method !== 'GET'), 'OPTIONS']
}

const emptyNode = (): Node => ({ fixed: new Map() })

function add(root: Node, path: string, module: RouteModule): void {
  let node = root
  const segments = segmentsOf(path)
  for (const [i, segment] of segments.entries()) {
    const [, dots, name] = /^\[(\.\.\.)?(\w+)\]$/.exec(segment) ?? []
    if (name === undefined) {
      const next = node.fixed.get(segment) ?? emptyNode()
      node.fixed.set(segment, next)
      node = next
    } else if (dots === undefined) {
      node.param ??= { name, node: emptyNode() }
      if (node.param.name !== name) throw new Error(`${path}: this segment is [${node.param.name}] elsewhere.`)
      node = node.param.node
    } else {
      if (node.rest || i < segments.length - 1) throw new Error(`${path}: [...${name}] must stand last, and once.`)
      node.rest = { name, module }
      return
    }
  }
  if (node.module) throw new Error(`${path} is there twice.`)
  node.module = module
}

function search(node: Node, segments: readonly string[], at: number): Found | undefined {
  const segment = segments[at]
  if (segment === undefined) return node.module && { module: node.module, params: {} }
  if (segment === '') return undefined
  const fixed = node.fixed.get(segment)
  const byName = fixed && search(fixed, segments, at + 1)
  if (byName) return byName
  const byParam = node.param && search(node.param.node, segments, at + 1)
  if (node.param && byParam) return { ...byParam, params: { ...byParam.params, [node.param.name]: decodeURIComponent(segment) } }
  return node.rest && { module: node.rest.module, params: { [node.rest.name]: segments.slice(at).map(decodeURIComponent) } }
}

/** One slash at the end is forgiven; an empty segment within is a segment that no route has. */
const segmentsOf = (path: string): readonly string[] => path.replace(/^\/|\/$/g, '').split('/')
