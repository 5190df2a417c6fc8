import { z } from 'zod'
import { may } from '../access/model'
import { STATUSES } from '../checks/model'
import { INCIDENT_STATES } from '../incidents/model'
import { type Answer, answer } from '../kernel/answers'
import { SECOND } from '../kernel/duration'
import { sentenceOf } from '../kernel/errors'
import type { World } from '../pipeline/model'
import { within } from '../runtime/deadline'
import { SAVED_PAGES, type SavedView } from '../saved/model'
import { listViews } from '../saved/queries'
import { bestOf, type Findable } from '../views/rules/search'
import type { WebCtx } from './handle'

/** More of a kind are not read: who types another letter finds the rest. */
const MOST = 20

export const Search = z.strictObject({
  q: z.string().trim().min(1, 'must not be empty').max(100),
  limit: z.coerce.number().int().min(1).max(MOST).default(6).meta({ description: 'Of each kind.' }),
})

const Named = z.object({ name: z.string(), title: z.string() })
export const SearchAnswer = answer('Found', 'What is found by some words, the best of each kind first.', {
  checks: z.array(
    z.object({ id: z.uuid(), name: z.string(), title: z.string(), service: z.string(), status: z.enum(STATUSES), paused: z.boolean() }),
  ),
  services: z.array(z.object({ name: z.string(), title: z.string(), status: z.enum(STATUSES) })),
  incidents: z.array(z.object({ id: z.uuid(), number: z.int(), title: z.string(), state: z.enum(INCIDENT_STATES) })),
  streams: z.array(Named).describe('Empty for those who may not see money, as are opportunities.'),
  opportunities: z.array(Named),
  views: z
    .array(z.object({ id: z.uuid(), page: z.enum(SAVED_PAGES), name: z.string(), query: z.string() }))
    .describe('Saved ones that one sees; empty for a key.'),
})

export type Found = Answer<typeof SearchAnswer>

/** Finds things by words. Comes from memory, but for saved views, which are left out while Postgres is away. */
export async function search(ctx: WebCtx, { q, limit }: z.infer<typeof Search>): Promise<Found> {
  const { actor, web } = ctx
  const { world } = web.app.mirror
  const sought = q.toLowerCase()
  const best = <Thing>(things: Iterable<Thing>, findable: (thing: Thing) => Findable) =>
    bestOf(
      things,
      (thing) => {
        const { name, says } = findable(thing)
        return { name: name.toLowerCase(), says: says.toLowerCase() }
      },
      sought,
      limit,
    )
  const money = may(actor, 'read-money')
  return {
    checks: best(world.checks.values(), ({ check: { name, title, target, tags, serviceId } }) => ({
      name,
      says: [title, world.services.get(serviceId)?.service.title, target, ...tags].join(' '),
    })).map(({ check: { id, name, title, serviceId, paused }, status }) => ({
      id,
      name,
      title,
      service: world.services.get(serviceId)?.service.title ?? '',
      status,
      paused,
    })),
    services: best(world.services.values(), ({ service: { name, title, owner } }) => ({ name: title, says: `${name} ${owner ?? ''}` })).map(
      ({ service: { name, title }, status }) => ({ name, title, status }),
    ),
    incidents: best(newestFirst(world), ({ number, title }) => ({ name: `inc-${number}`, says: title })).map(
      ({ id, number, title, state }) => ({
        id,
        number,
        title,
        state,
      }),
    ),
    streams: money ? best(world.streams.values(), byTitle).map(named) : [],
    opportunities: money
      ? best(
          [...world.opportunities.values()].map(({ opportunity }) => opportunity),
          byTitle,
        ).map(named)
      : [],
    views: best(await viewsOf(ctx), ({ name, owner }) => ({ name, says: owner })).map(({ id, page, name, query }) => ({
      id,
      page,
      name,
      query,
    })),
  }
}

type Titled = { readonly name: string; readonly title: string }
const byTitle = ({ name, title }: Titled): Findable => ({ name: title, says: name })
const named = ({ name, title }: Titled): Titled => ({ name, title })
const newestFirst = ({ incidents }: World) =>
  [...incidents.values()].filter(({ mergedInto }) => mergedInto === null).sort((a, b) => b.number - a.number)

async function viewsOf({ actor, db, clock, log }: WebCtx): Promise<readonly SavedView[]> {
  if (actor.kind !== 'person') return []
  try {
    return await within(clock, SECOND, 'Reading saved views', listViews(db, actor))
  } catch (cause) {
    log.debug('Saved views are not found at the moment.', { because: sentenceOf(cause) })
    return []
  }
}
