import { may } from '../access/model'
import { listPeople } from '../access/queries'
import { rateOf } from '../impact/rules/currency'
import { factorAt } from '../impact/rules/profile'
import type { RiskState } from '../impact/rules/risk-state'
import { workers } from '../incidents/rules/assignee'
import { formatWhole } from '../kernel/money'
import type { Snapshot } from '../live/model'
import type { CheckRow, EntryMoneyRow, EntryRow, PageRow, SendingRow } from '../live/rows'
import { checkRowWithRecent } from '../live/topics/checks'
import type { World } from '../pipeline/model'
import type { PageContext } from '../web/page-context'
import { reader } from './section'

/** What each page with an incident on it needs to know of who looks, and of whom the incident can be given to. */
export async function whoWorks(ctx: PageContext) {
  const { actor, rights, world, db, clock, log } = ctx
  const found = await reader({ clock, log })('the people of Plimsoll', listPeople(db))
  // Nobody while Postgres is away: the page is shown all the same.
  const people = found.kind === 'ready' ? found.value : []
  return {
    me: { id: actor.id, name: actor.name },
    may: { work: rights.has('work-incidents'), comment: rights.has('comment') },
    people: rights.has('work-incidents') ? workers(people).map(({ id, name, email }) => ({ id, name, email })) : [],
    /** By e-mail address: whom is told is declared by addresses. */
    names: Object.fromEntries(people.map(({ email, name }) => [email, name])),
    teams: [...new Set([...world.services.values()].flatMap(({ service }) => service.owner ?? []))].sort(),
    reopenWindowMs: world.rules.reopenWindowMs,
  }
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

/** Who is told of an incident; its messages come by socket while Postgres is away, and what comes next only from the world. */
export async function escalationOf({ app, actor, clock, log }: PageContext, incidentId: string, isHeld: boolean) {
  const sendings = await reader({ clock, log })('the messages', app.mirror.load<SendingRow>(`sendings:${incidentId}`, actor))
  return {
    incidentId,
    page: isHeld ? app.mirror.snapshot<PageRow>(`page:${incidentId}`, actor) : null,
    sendings: sendings.kind === 'ready' ? sendings.value : null,
  }
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

/** The deals that hang on a check or its service, the largest first, as they are read. */
export const hangingOn = (
  { opportunities }: World,
  { id, serviceId }: { readonly id: string; readonly serviceId: string },
): readonly string[] =>
  [...opportunities.values()]
    .filter(({ opportunity }) => opportunity.journeys.some((journey) => journey.id === id || journey.id === serviceId))
    .toSorted((a, b) => b.opportunity.valueMinor - a.opportunity.valueMinor)
    .map(({ opportunity: { title, valueMinor, currency } }) => `${formatWhole({ amountMinor: valueMinor, currency })} ${title}`)

/** A part of a topic: what the page shows before the socket brings the whole. */
export const partOf = <Item extends { readonly id: string }>(items: readonly Item[]): Snapshot<Item> => ({ epoch: '', seq: 0, items })
