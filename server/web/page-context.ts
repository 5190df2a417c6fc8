import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { type Actor, may, type Needed, type Right, rightsOf } from '../access/model'
import { type Ctx, createContext } from '../context'
import type { World } from '../pipeline/model'
import type { WebApp } from './app'
import { webApp } from './app-slot'

export type PageContext = Ctx & {
  /** The replica of the engine's world: what a page shows also while Postgres is away. */
  readonly world: World
  readonly app: WebApp
  readonly rights: ReadonlySet<Right>
}

/** Who looks at a page, and everything that it may be made of. Sends away who may not: to the sign-in, or to a page that says who can help. */
export async function pageContext(right: Needed): Promise<PageContext> {
  const { app, actor, address, path } = await visitor()
  if (!may(actor, right)) {
    const query = new URLSearchParams(actor.kind === 'nobody' ? { returnTo: path } : { right })
    redirect(`${actor.kind === 'nobody' ? '/sign-in' : '/forbidden'}?${query}`)
  }
  const { db, sql, clock, ids, log } = app
  const publish: WebApp['publish'] = (changes) => app.publish(changes)
  return {
    ...createContext({ db, sql, clock, ids, log, actor, address, action: `GET ${path}`, publish }),
    world: app.mirror.world,
    app,
    rights: rightsOf(actor),
  }
}

export type Visitor = { readonly app: WebApp; readonly actor: Actor; readonly address: string; readonly path: string }

/** Who looks, without sending anybody away: for the pages that come before signing in. */
export async function visitor(): Promise<Visitor> {
  // Before anything else: it tells Next that no page can be made ahead of time, without an error in the build.
  const given = await headers()
  const app = webApp()
  const address = given.get('x-plimsoll-address') ?? 'unknown'
  const { actor } = await app.gate.identify({ cookie: given.get('cookie'), authorization: given.get('authorization'), address })
  return { app, actor, address, path: pathOf(given.get('x-plimsoll-path') ?? '/') }
}

/** Without what Next's own requests add. */
function pathOf(url: string): string {
  const { pathname, searchParams } = new URL(`http://here.invalid${url.startsWith('/') ? url : '/'}`)
  searchParams.delete('_rsc')
  return searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname
}
