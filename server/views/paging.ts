import { getPerson, listPeople } from '../access/queries'
import { channelTypeOf } from '../alerts/channels/registry'
import { type ChannelRecord, channelRecords, type LoggedNotice, searchNotices } from '../alerts/queries/log'
import { sourceTypeOf } from '../alerts/sources/registry'
import { routingWarnings } from '../declare/findings'
import type { Place } from '../kernel/inputs'
import type { Snapshot } from '../live/model'
import type { AstrayRow, MaintenanceRow, MuteRow, OnCallRow, OutboxRow, PolicyRow, RouteRow, SilenceRow } from '../live/rows'
import { listFeeds } from '../oncall/queries'
import type { ChannelSight, World } from '../pipeline/model'
import { withAddress } from '../web/calendars'
import type { PageContext } from '../web/page-context'
import { listed } from '../web/paging-verbs'
import type { Section } from './model'
import { type LogFilter, logQueryOf } from './rules/log-filter'
import { mapped, reader } from './section'

const PAGE_ROWS = 50
const DEAD_ROWS = 5

/** What would go wrong as it is declared: by the name of the policy or schedule. */
export type WarningRow = { readonly of: string; readonly says: string }
export type LogRow = Omit<LoggedNotice, 'key'>
export type ChannelRow = {
  readonly name: string
  readonly label: string
  readonly takesAddress: boolean
  readonly fallback: string | null
  /** How it did with what was last to go by it; null when that could not be read. */
  readonly record: ChannelRecord | null
  /** Whether messages arrive by it; null until the engine has told. */
  readonly sight: ChannelSight | null
}
export type LogPart = {
  readonly rows: readonly LogRow[]
  /** Where the next page begins; null at the end. */
  readonly next: Place | null
  /** How far back the search went where it stopped before the end. */
  readonly searchedBackTo: Date | null
}
export type SourceRow = {
  readonly name: string
  readonly title: string
  readonly label: string
  /** Where it posts. */
  readonly url: string
  readonly open: number
  /** Open ones that no service here is meant by. */
  readonly unplaced: number
  /** As far as is remembered; null when nothing of it is. */
  readonly lastHeardAt: Date | null
}
/** A link of whoever looks, by which their calendar reads a schedule, or their own turns. */
export type CalendarRow = { readonly id: string; readonly schedule: string | null; readonly url: string }
/** What people are called, by e-mail address. */
export type Names = Readonly<Record<string, string>>

type May = {
  readonly test: boolean
  readonly silence: boolean
  readonly plan: boolean
  readonly resend: boolean
  readonly standIn: boolean
}

export type PagingView = {
  /** Nothing is declared of whom to tell. */
  readonly isBare: boolean
  readonly onCall: Snapshot<OnCallRow>
  readonly policies: Snapshot<PolicyRow>
  /** Services whose failure follows no way of their own. */
  readonly astray: Snapshot<AstrayRow>
  readonly silences: Snapshot<SilenceRow>
  readonly maintenance: Snapshot<MaintenanceRow>
  /** What is kept quiet, and what that costs; null for those who may not see money. */
  readonly mutes: Snapshot<MuteRow> | null
  readonly outbox: Snapshot<OutboxRow>
  /** What would go wrong with policies and schedules as they are declared. */
  readonly warnings: readonly WarningRow[]
  readonly channels: readonly ChannelRow[]
  readonly sources: readonly SourceRow[]
  readonly schedules: readonly { readonly name: string; readonly title: string }[]
  /** Null for a key, which has no calendar. */
  readonly calendars: Section<readonly CalendarRow[]> | null
  /** The newest that nobody got. */
  readonly dead: Section<LogPart>
  readonly names: Names
  /** The e-mail address of who looks; null for a key, or when it cannot be read. */
  readonly me: string | null
  readonly may: May
}

/** Who would be told now. What is declared and who is on call comes from memory; names, channels and dead letters are bounded queries. */
export async function pagingView(ctx: PageContext): Promise<PagingView> {
  const { db, clock, log, world, actor, app } = ctx
  const { routing } = world
  const read = reader({ clock, log })
  const snapshot = <Row extends { readonly id: string }>(topic: string) => app.mirror.snapshot<Row>(topic, actor)
  const [dead, records, people, self, feeds] = await Promise.all([
    read('the list of what was not delivered', searchNotices(db, { states: ['dead'], canaries: false, limit: DEAD_ROWS })),
    read(
      'how channels did',
      channelRecords(
        db,
        routing.channels.map(({ name }) => name),
      ),
    ),
    read('the list of people', listPeople(db)),
    actor.kind === 'person' ? read('who you are', getPerson(db, actor.id)) : undefined,
    actor.kind === 'person' ? read('your calendar links', listFeeds(db, actor.id)) : null,
  ])
  const recordOf = new Map(records.kind === 'ready' ? records.value.map((record) => [record.channel, record]) : [])
  return {
    isBare: routing.channels.length + routing.policies.length + routing.schedules.length === 0,
    onCall: snapshot<OnCallRow>('on-call'),
    policies: snapshot<PolicyRow>('policies'),
    astray: snapshot<AstrayRow>('astray'),
    silences: snapshot<SilenceRow>('silences'),
    maintenance: snapshot<MaintenanceRow>('maintenance'),
    mutes: ctx.rights.has('read-money') ? snapshot<MuteRow>('mutes') : null,
    outbox: snapshot<OutboxRow>('outbox'),
    sources: sourcesOf(world, app.settings.url),
    schedules: routing.schedules.map(({ name, title }) => ({ name, title: title ?? name })),
    calendars: feeds && mapped(feeds, (rows) => rows.map((feed) => withAddress(app, feed))),
    warnings: routingWarnings(routing, clock.now()).map((one) => ({ of: `${one.noun} ${one.name}`, says: `${one.path} ${one.message}` })),
    channels: routing.channels.map(({ name, kind, reaches, fallback }) => ({
      name,
      label: channelTypeOf(kind).label,
      takesAddress: reaches === 'people',
      fallback: fallback ?? null,
      record: recordOf.get(name) ?? null,
      sight: world.sight.channels?.find((one) => one.name === name) ?? null,
    })),
    dead: mapped(dead, partOf(ctx)),
    names: namesOf(ctx, people),
    me: self?.kind === 'ready' ? self.value.email : null,
    may: mayOf(ctx),
  }
}

function sourcesOf({ routing, alerts }: World, url: string): readonly SourceRow[] {
  const said = Map.groupBy(alerts.values(), ({ signal }) => signal?.source)
  return routing.sources.map(({ name, title, kind }) => {
    const of = said.get(name) ?? []
    const open = of.filter(({ endedAt }) => endedAt === null)
    const lastMs = Math.max(...of.map(({ signal }) => signal?.heardMs ?? 0))
    return {
      name,
      title: title ?? name,
      label: sourceTypeOf(kind).label,
      url: `${url}/api/v1/inbound/alerts/${name}`,
      open: open.length,
      unplaced: open.filter(({ serviceId }) => serviceId === null).length,
      lastHeardAt: of.length > 0 ? new Date(lastMs) : null,
    }
  })
}

export type PagingLogView = {
  readonly filter: LogFilter
  readonly outbox: Snapshot<OutboxRow>
  readonly channels: readonly string[]
  readonly names: Names
  readonly page: Section<LogPart>
  readonly may: May
}

/** A page of the delivery log. */
export async function pagingLogView(ctx: PageContext, filter: LogFilter): Promise<PagingLogView> {
  const { db, clock, log, world, actor, app } = ctx
  const read = reader({ clock, log })
  const [page, people] = await Promise.all([
    read('the delivery log', searchNotices(db, { ...logQueryOf(filter, clock.now()), canaries: false, limit: PAGE_ROWS })),
    read('the list of people', listPeople(db)),
  ])
  return {
    filter,
    outbox: app.mirror.snapshot<OutboxRow>('outbox', actor),
    channels: world.routing.channels.map(({ name }) => name),
    names: namesOf(ctx, people),
    page: mapped(page, partOf(ctx)),
    may: mayOf(ctx),
  }
}

export type PagingRoutingView = {
  readonly routes: Snapshot<RouteRow>
  readonly policies: Snapshot<PolicyRow>
  readonly names: Names
}

/** Which way a failure of each service goes. */
export async function pagingRoutingView(ctx: PageContext): Promise<PagingRoutingView> {
  const { db, clock, log, actor, app } = ctx
  const snapshot = <Row extends { readonly id: string }>(topic: string) => app.mirror.snapshot<Row>(topic, actor)
  return {
    routes: snapshot<RouteRow>('routes'),
    policies: snapshot<PolicyRow>('policies'),
    names: namesOf(ctx, await reader({ clock, log })('the list of people', listPeople(db))),
  }
}

const partOf =
  ({ world }: PageContext) =>
  ({ rows, ...rest }: Awaited<ReturnType<typeof searchNotices>>): LogPart => ({
    ...rest,
    rows: rows.map((notice) => listed(world.routing, notice)),
  })

const mayOf = ({ rights }: PageContext): May => ({
  test: rights.has('change-settings'),
  silence: rights.has('silence-alerts'),
  plan: rights.has('plan-maintenance'),
  resend: rights.has('work-incidents'),
  standIn: rights.has('work-incidents'),
})

/** Everybody for who may put them on call; else only those who are named in what is declared. */
function namesOf(
  { rights, world: { routing } }: PageContext,
  people: Section<readonly { readonly email: string; readonly name: string }[]>,
): Names {
  if (people.kind === 'missing') return {}
  const isNamed = rights.has('work-incidents') ? undefined : peopleIn(routing)
  return Object.fromEntries(people.value.flatMap(({ email, name }) => (isNamed?.has(email) === false ? [] : [[email, name]])))
}

const peopleIn = ({ schedules, teams, contacts, policies }: PageContext['world']['routing']): ReadonlySet<string | null> =>
  new Set([
    ...schedules.flatMap(({ layers, overrides }) => [...layers.flatMap(({ people }) => people), ...overrides.map(({ person }) => person)]),
    ...teams.flatMap(({ members }) => members),
    ...contacts.map(({ person }) => person),
    ...policies
      .flatMap(({ steps, executives, lastResort }) => [...steps.flatMap(({ tell }) => tell), ...(executives?.tell ?? []), ...lastResort])
      .flatMap((target) => ('person' in target ? target.person : [])),
  ])
