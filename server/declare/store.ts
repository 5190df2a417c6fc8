import type { Sql, Transaction } from '@/db/client'
import { open, type SealKey, seal } from '../access/seal'
import { optionsSchemaOf as channelOptionsSchema, channelTypeOf } from '../alerts/channels/registry'
import type { ChannelInput, ContactInput, DefinitionInput, MaintenanceInput, PolicyInput, SourceInput } from '../alerts/model'
import { optionsSchemaOf as sourceOptionsSchema, sourceTypeOf } from '../alerts/sources/registry'
import { tokenHashOf } from '../alerts/sources/token'
import { mapSecrets } from '../checks/rules/option-secrets'
import { checkTypeOf, optionsSchemaOf } from '../checks/types/registry'
import type { Currencies, Journey } from '../impact/model'
import type { ScheduleInput, StandIns, TeamInput } from '../oncall/model'
import type { Ids } from '../runtime/ids'
import type { StatusPageInput } from '../status/model'
import type { Stored } from './difference'
import {
  byRoutingList,
  type CheckShape,
  type ContractShape,
  type OpportunityShape,
  ROUTING_NOUNS,
  type RoutingList,
  type SegmentShape,
  type ServiceShape,
  type StreamShape,
  sorted,
} from './shapes'

/** Everything declared and not removed, by kind. */
export type Inventory = {
  readonly services: readonly Stored<ServiceShape>[]
  readonly checks: readonly Stored<CheckShape>[]
  readonly streams: readonly Stored<StreamShape>[]
  readonly opportunities: readonly Stored<OpportunityShape>[]
  readonly segments: readonly Stored<SegmentShape>[]
  readonly contracts: readonly Stored<ContractShape>[]
  readonly statusPages: readonly Stored<StatusPageInput>[]
  readonly currencies: Currencies | null
  readonly routing: {
    readonly channels: readonly Stored<ChannelInput>[]
    readonly teams: readonly Stored<TeamInput>[]
    readonly contacts: readonly Stored<ContactInput>[]
    readonly schedules: readonly Stored<ScheduleInput>[]
    readonly policies: readonly Stored<PolicyInput>[]
    readonly definitions: readonly Stored<DefinitionInput>[]
    readonly sources: readonly Stored<SourceInput>[]
    readonly maintenance: readonly Stored<MaintenanceInput>[]
  }
  /** The policy of what has no other. */
  readonly lastResort: string | null
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** A part of it: of one kind, and of that what has the id or name. */
export type Wanted = { readonly list: keyof Omit<Inventory, 'currencies' | 'routing' | 'lastResort'> | RoutingList; readonly one?: string }

/**
 * Reads all of it, or what is wanted with everything else empty; the options of checks with their secrets, for comparing and executing.
 */
export async function readInventory(sql: Sql | Transaction, key: SealKey, wanted?: Wanted): Promise<Inventory> {
  const one = wanted?.one
  const that = one === undefined ? sql`` : sql`and (name = ${one} or id = ${UUID.test(one) ? one : null}::uuid)`
  const wants = (list: Wanted['list']) => wanted === undefined || wanted.list === list
  const noun = wanted && wanted.list in ROUTING_NOUNS ? ROUTING_NOUNS[wanted.list as RoutingList] : null
  const [services, checks, streams, opportunities, segments, contracts, pages, routed, declarations] = await Promise.all([
    wants('services') ? sql`select * from services where removed_at is null ${that} order by name` : [],
    wants('checks') ? sql`select * from checks where removed_at is null ${that} order by name` : [],
    wants('streams') ? sql`select * from streams where removed_at is null ${that} order by name` : [],
    wants('opportunities')
      ? sql`select *, closes_on::text as closes_on_text from opportunities where removed_at is null ${that} order by name`
      : [],
    wants('segments') ? sql`select * from segments where removed_at is null ${that} order by name` : [],
    wants('contracts') ? sql`select * from contracts where removed_at is null ${that} order by name` : [],
    wants('statusPages') ? sql`select * from status_pages where removed_at is null ${that} order by name` : [],
    // What people added themselves is theirs: no file declares it, and none takes it away.
    wanted === undefined || noun !== null
      ? sql`select * from routing_items where removed_at is null and source <> 'own' ${noun === null ? sql`` : sql`and kind = ${noun}`} ${that} order by name`
      : [],
    wanted === undefined ? sql`select key, value from declarations where key in ('currencies', 'paging')` : [],
  ])
  const journeys = opportunities.flatMap((r) => r.journeys as Journey[])
  const idsOf = (which: Journey['kind']) => journeys.flatMap(({ kind, id }) => (kind === which ? id : []))
  const [serviceName, checkName] = await Promise.all([
    wanted === undefined
      ? namesIn(services)
      : namesOf(sql, 'services', [
          ...services.flatMap((r) => r.depends_on as string[]),
          ...checks.map((r) => r.service_id as string),
          ...contracts.flatMap((r) => r.service_ids as string[]),
          ...pages.flatMap((r) => r.service_ids as string[]),
          ...[...streams.map((r) => r.dependence), ...segments.map((r) => r.reach)].flatMap(Object.keys),
          ...idsOf('service'),
        ]),
    wanted === undefined ? namesIn(checks) : namesOf(sql, 'checks', idsOf('check')),
  ])
  const byServiceName = (record: Record<string, number>) =>
    sorted(Object.fromEntries(Object.entries(record).map(([id, value]) => [serviceName.get(id) ?? id, value])))
  return {
    services: services.map((r) => ({
      id: r.id,
      source: r.source,
      version: r.version,
      shape: {
        name: r.name,
        title: r.title,
        tier: r.tier,
        owner: r.owner,
        dependsOn: (r.depends_on as string[]).map((id) => serviceName.get(id) ?? id).sort(),
        runbook: r.runbook,
      },
    })),
    checks: checks.map((r) => ({
      id: r.id,
      source: r.source,
      version: r.version,
      shape: {
        name: r.name,
        title: r.title,
        service: serviceName.get(r.service_id) ?? r.service_id,
        type: r.type,
        target: r.target,
        options: openOptions(r.options, key, r.id),
        intervalMs: r.interval_ms,
        confirmIntervalMs: r.confirm_interval_ms,
        timeoutMs: r.timeout_ms,
        slowAfterMs: r.slow_after_ms,
        openAfter: r.open_after,
        closeAfter: r.close_after,
        critical: r.critical,
        severity: r.severity,
        consequence: r.consequence,
        tags: r.tags,
        paused: r.paused,
      },
    })),
    streams: streams.map((r) => ({
      id: r.id,
      source: r.source,
      version: r.version,
      shape: {
        name: r.name,
        title: r.title,
        currency: r.currency,
        baselinePerHourMinor: Number(r.baseline_per_hour_minor),
        profile: r.profile,
        dependence: byServiceName(r.dependence),
      },
    })),
    opportunities: opportunities.map((r) => ({
      id: r.id,
      source: r.source,
      version: r.version,
      shape: {
        name: r.name,
        title: r.title,
        currency: r.currency,
        valueMinor: Number(r.value_minor),
        probability: r.probability,
        closesOn: r.closes_on_text,
        nextStep: r.next_step,
        stakeholders: r.stakeholders,
        journeys: (r.journeys as Journey[]).map(({ kind, id }) => ({
          kind,
          name: (kind === 'check' ? checkName : serviceName).get(id) ?? id,
        })),
        target: r.target,
      },
    })),
    segments: segments.map((r) => ({
      id: r.id,
      source: r.source,
      version: r.version,
      shape: { name: r.name, title: r.title, customers: Number(r.customers), reach: byServiceName(r.reach) },
    })),
    contracts: contracts.map((r) => ({
      id: r.id,
      source: r.source,
      version: r.version,
      shape: {
        name: r.name,
        title: r.title,
        customer: r.customer,
        currency: r.currency,
        monthlyFeeMinor: Number(r.monthly_fee_minor),
        sla: r.sla,
        services: (r.service_ids as string[]).map((id) => serviceName.get(id) ?? id).sort(),
        timeZone: r.time_zone,
        maintenance: r.maintenance,
        tiers: r.tiers,
      },
    })),
    statusPages: pages.map((r) => ({
      id: r.id,
      source: r.source,
      version: r.version,
      shape: mapServices(r.definition as StatusPageInput, (id) => serviceName.get(id) ?? id),
    })),
    currencies: (declarations.find(({ key: name }) => name === 'currencies')?.value as Currencies | undefined) ?? null,
    routing: byRoutingList((list) =>
      routed
        .filter(({ kind }) => kind === ROUTING_NOUNS[list])
        .map(({ id, source, version, definition: { tokenHash: _kept, ...definition } }) => ({
          id,
          source,
          version,
          shape: openOptions(definition, key, id),
        })),
    ) as never,
    lastResort: (declarations.find(({ key: name }) => name === 'paging')?.value as { lastResort?: string } | undefined)?.lastResort ?? null,
  }
}

type Titled = { readonly id: string; readonly name: string }
const namesIn = (rows: readonly Partial<Titled>[]) => new Map((rows as readonly Titled[]).map(({ id, name }) => [id, name]))

async function namesOf(sql: Sql | Transaction, table: 'services' | 'checks', ids: readonly string[]): Promise<Map<string, string>> {
  return ids.length === 0
    ? new Map()
    : namesIn(await sql<Titled[]>`select id, name from ${sql(table)} where id = any(${[...new Set(ids)]}::uuid[])`)
}

/** Seals every value that is, or may hold, a secret. Bound to the check, so that it cannot be moved to another. */
export const sealOptions = (type: string, options: unknown, key: SealKey, checkId: string): Record<string, unknown> =>
  mapSecrets(optionsSchemaOf(checkTypeOf(type)), options, (value) => ({ $sealed: seal(JSON.stringify(value), key, checkId) })) as Record<
    string,
    unknown
  >

/** @throws Refusal when a secret was sealed with another PLIMSOLL_SECRET */
export function openOptions(options: unknown, key: SealKey, checkId: string): Record<string, unknown> {
  const unseal = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(unseal)
    if (typeof value !== 'object' || value === null) return value
    if ('$sealed' in value) return JSON.parse(open(String(value.$sealed), key, checkId))
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, unseal(item)]))
  }
  return unseal(options) as Record<string, unknown>
}

export type Writing = {
  readonly tx: Transaction
  readonly ids: Pick<Ids, 'next'>
  readonly key: SealKey
  readonly now: Date
  readonly source: 'file' | 'api'
}

/** Name → id of everything that may be referred to. */
export type Names = { readonly services: Map<string, string>; readonly checks: Map<string, string> }

export async function writeService({ tx, now, source }: Writing, id: string, shape: ServiceShape, names: Names): Promise<void> {
  const row = { name: shape.name, title: shape.title, tier: shape.tier, owner: shape.owner, runbook: shape.runbook, source }
  const needs = shape.dependsOn.flatMap((name) => names.services.get(name) ?? [])
  await tx`
    insert into services ${tx({ id, ...row, created_at: now.toISOString() })}
    on conflict (id) do update set ${tx(row)}, version = services.version + 1`
  await tx`update services set depends_on = ${needs}::uuid[] where id = ${id}`
}

export async function writeCheck({ tx, now, source, key }: Writing, id: string, shape: CheckShape, names: Names): Promise<void> {
  const row = {
    name: shape.name,
    title: shape.title,
    service_id: names.services.get(shape.service) ?? '',
    type: shape.type,
    target: shape.target,
    options: tx.json(sealOptions(shape.type, shape.options, key, id) as never),
    interval_ms: shape.intervalMs,
    confirm_interval_ms: shape.confirmIntervalMs,
    timeout_ms: shape.timeoutMs,
    slow_after_ms: shape.slowAfterMs,
    open_after: shape.openAfter,
    close_after: shape.closeAfter,
    critical: shape.critical,
    severity: shape.severity,
    consequence: shape.consequence,
    tags: [...shape.tags],
    paused: shape.paused,
    source,
  }
  await tx`
    insert into checks ${tx({ id, ...row, created_at: now.toISOString() } as never)}
    on conflict (id) do update set ${tx(row as never)}, version = checks.version + 1`
}

export async function writeStream({ tx, now, source }: Writing, id: string, shape: StreamShape, names: Names): Promise<void> {
  const row = {
    name: shape.name,
    title: shape.title,
    currency: shape.currency,
    baseline_per_hour_minor: shape.baselinePerHourMinor,
    profile: shape.profile === null ? null : tx.json(shape.profile as never),
    dependence: tx.json(byId(shape.dependence, names)),
    source,
  }
  await tx`
    insert into streams ${tx({ id, ...row, created_at: now.toISOString() } as never)}
    on conflict (id) do update set ${tx(row as never)}, version = streams.version + 1`
}

export async function writeOpportunity({ tx, now, source }: Writing, id: string, shape: OpportunityShape, names: Names): Promise<void> {
  const journeys = shape.journeys.flatMap(({ kind, name }) => {
    const found = (kind === 'check' ? names.checks : names.services).get(name)
    return found ? [{ kind, id: found }] : []
  })
  const row = {
    name: shape.name,
    title: shape.title,
    currency: shape.currency,
    value_minor: shape.valueMinor,
    probability: shape.probability,
    closes_on: shape.closesOn,
    next_step: shape.nextStep,
    stakeholders: [...shape.stakeholders],
    journeys: tx.json(journeys),
    target: shape.target,
    source,
  }
  await tx`
    insert into opportunities ${tx({ id, ...row, created_at: now.toISOString() } as never)}
    on conflict (id) do update set ${tx(row as never)}, version = opportunities.version + 1`
}

export async function writeSegment({ tx, now, source }: Writing, id: string, shape: SegmentShape, names: Names): Promise<void> {
  const row = { name: shape.name, title: shape.title, customers: shape.customers, reach: tx.json(byId(shape.reach, names)), source }
  await tx`
    insert into segments ${tx({ id, ...row, created_at: now.toISOString() } as never)}
    on conflict (id) do update set ${tx(row as never)}, version = segments.version + 1`
}

export async function writeContract({ tx, now, source }: Writing, id: string, shape: ContractShape, names: Names): Promise<void> {
  const row = {
    name: shape.name,
    title: shape.title,
    customer: shape.customer,
    currency: shape.currency,
    monthly_fee_minor: shape.monthlyFeeMinor,
    sla: shape.sla,
    time_zone: shape.timeZone,
    maintenance: shape.maintenance,
    tiers: tx.json(shape.tiers as never),
    source,
  }
  const measured = shape.services.flatMap((name) => names.services.get(name) ?? [])
  await tx`
    insert into contracts ${tx({ id, ...row, service_ids: measured, created_at: now.toISOString() } as never)}
    on conflict (id) do update set ${tx({ ...row, service_ids: measured } as never)}, version = contracts.version + 1`
}

export async function writeStatusPage(
  { tx, now, source }: Writing,
  id: string,
  shape: StatusPageInput,
  { services }: Names,
): Promise<void> {
  const definition = mapServices(shape, (name) => services.get(name) ?? name)
  const row = { name: shape.name, definition: tx.json(definition as never), source }
  const shown = definition.components.map(({ service }) => service)
  await tx`
    insert into status_pages ${tx({ id, ...row, service_ids: shown, created_at: now.toISOString() } as never)}
    on conflict (id) do update set ${tx({ ...row, service_ids: shown } as never)}, version = status_pages.version + 1`
}

/** A page with the ids of its services in place of their names, or the other way round. */
const mapServices = (page: StatusPageInput, other: (service: string) => string): StatusPageInput => ({
  ...page,
  components: page.components.map((component) => ({ ...component, service: other(component.service) })),
})

/** Kept as it was declared; the secrets of a channel or a source sealed and bound to it. */
export async function writeRouting(
  { tx, now, source, key }: Writing,
  id: string,
  list: RoutingList,
  shape: { readonly name: string },
): Promise<void> {
  const definition = sealed(list, shape, key, id)
  const row = {
    kind: ROUTING_NOUNS[list],
    name: shape.name,
    definition: tx.json(definition as never),
    source,
    changed_at: now.toISOString(),
  }
  await tx`
    insert into routing_items ${tx({ id, ...row, created_at: now.toISOString() } as never)}
    on conflict (id) do update set ${tx(row as never)}, version = routing_items.version + 1`
}

function sealed(list: RoutingList, shape: { readonly name: string }, key: SealKey, id: string): object {
  const within = (schema: unknown, options: unknown) =>
    mapSecrets(schema, options, (value) => ({ $sealed: seal(JSON.stringify(value), key, id) }))
  if (list === 'channels') {
    const channel = shape as ChannelInput
    return { ...channel, options: within(channelOptionsSchema(channelTypeOf(channel.kind)), channel.options) }
  }
  if (list !== 'sources') return shape
  const source = shape as SourceInput
  const options = within(sourceOptionsSchema(sourceTypeOf(source.kind)), source.options)
  return { ...source, options, tokenHash: tokenHashOf(source.options, key, id) }
}

/** What stands in for what is declared of each schedule, by its name. */
export async function readStandIns(sql: Sql | Transaction): Promise<StandIns> {
  const [row] = await sql<{ value: StandIns }[]>`select value from declarations where key = ${STAND_INS}`
  return row?.value ?? {}
}
export const writeStandIns = (tx: Transaction, standIns: StandIns) =>
  tx`insert into declarations (key, value) values (${STAND_INS}, ${tx.json(standIns as never)})
     on conflict (key) do update set value = excluded.value, version = declarations.version + 1`
const STAND_INS = 'stand-ins'

/** Takes a thing of a list out of use. Its history stays. */
export const removeRow = (tx: Transaction, list: keyof typeof TABLES, id: string, now: Date) =>
  tx`update ${tx(TABLES[list])} set removed_at = ${now.toISOString()}, version = version + 1 where id = ${id}`
const TABLES = {
  services: 'services',
  checks: 'checks',
  streams: 'streams',
  opportunities: 'opportunities',
  segments: 'segments',
  contracts: 'contracts',
  statusPages: 'status_pages',
  ...byRoutingList(() => 'routing_items'),
} as const

/** Tells every engine and web that what is declared has changed: they look at this number each second. */
export const bumpRevision = (tx: Transaction) =>
  tx`insert into declarations (key, value) values ('revision', '1') on conflict (key) do update set value = to_jsonb((declarations.value::text)::int + 1), version = declarations.version + 1`

const byId = (record: Readonly<Record<string, number>>, { services }: Names) =>
  Object.fromEntries(Object.entries(record).flatMap(([name, value]) => (services.has(name) ? [[services.get(name) ?? '', value]] : [])))
