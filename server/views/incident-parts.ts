import { may } from '../access/model'
import { listPeople } from '../access/queries'
import { rateOf } from '../impact/rules/currency'
import { factorAt } from '../impact/rules/profile'
import type { RiskState } from '../impact/rules/risk-state'
import { workers } from '../incidents/rules/assignee'
import type { Snapshot } from '../live/model'
import type { CheckRow, EntryMoneyRow, EntryRow } from '../live/rows'
import { checkRowWithRecent } from '../live/topics/checks'
import type { World } from '../pipeline/model'
import type { PageContext } from '../web/page-context'
import { reader } from './section'

/** What each page with an incident on it needs to know of who looks, and of whom the incident can be given to. */
export async function whoWorks(ctx: PageContext) {
  const { actor, rights, world } = ctx
  return {
    me: { id: actor.id, name: actor.name },
    may: { work: rights.has('work-incidents'), comment: rights.has('comment') },
    people: rights.has('work-incidents') ? await assignees(ctx) : [],
    teams: [...new Set([...world.services.values()].flatMap(({ service }) => service.owner ?? []))].sort(),
    reopenWindowMs: world.rules.reopenWindowMs,
  }
}

/** Nobody while Postgres is away: the page is shown all the same. */
async function assignees({ db, clock, log }: PageContext) {
  const people = await reader({ clock, log })('the people whom incidents can be given to', listPeople(db))
  return people.kind === 'ready' ? workers(people.value).map(({ id, name, email }) => ({ id, name, email })) : []
}

export const riskSnapshot = ({ app, actor }: PageContext): Snapshot<RiskState> | null =>
  may(actor, 'read-money') ? app.mirror.snapshot<RiskState>('risk', actor) : null

/** Null while Postgres is away: the screen then asks for it by socket until it is there. */
export async function timelineOf(
  { app, actor, clock, log }: PageContext,
  incidentId: string,
): Promise<{ readonly entries: Snapshot<EntryRow>; readonly money: Snapshot<EntryMoneyRow> | null } | null> {
  const timeline = await reader({ clock, log })(
    'the timeline',
    Promise.all([
      app.mirror.load<EntryRow>(`incident:${incidentId}`, actor),
      may(actor, 'read-money') ? app.mirror.load<EntryMoneyRow>(`incident-money:${incidentId}`, actor) : null,
    ]),
  )
  return timeline.kind === 'ready' ? { entries: timeline.value[0], money: timeline.value[1] } : null
}

/** Some checks with their last results: what a page shows first. The rest comes by socket. */
export const checksShown = (world: World, ids: Iterable<string>): readonly CheckRow[] =>
  [...ids].flatMap((id) => {
    const state = world.checks.get(id)
    return state ? [checkRowWithRecent(world, state)] : []
  })

/** What an hour without each service would cost, in minor units of the base currency: streams by how much they need it, at this hour of the week. */
export function atStake({ streams, currencies }: World, now: Date): Readonly<Record<string, number>> {
  const stakes: Record<string, number> = {}
  for (const { baselinePerHourMinor, profile, dependence, currency } of streams.values()) {
    const usual = baselinePerHourMinor * factorAt(profile, now.getTime()) * (rateOf(currency, currencies) ?? 0)
    for (const [serviceId, share] of Object.entries(dependence)) stakes[serviceId] = (stakes[serviceId] ?? 0) + usual * share
  }
  return stakes
}

/** A part of a topic: what the page shows before the socket brings the whole. */
export const partOf = <Item extends { readonly id: string }>(items: readonly Item[]): Snapshot<Item> => ({ epoch: '', seq: 0, items })
