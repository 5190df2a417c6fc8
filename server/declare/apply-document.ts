import type { Sql } from '@/db/client'
import type { SealKey } from '../access/seal'
import type { CheckInput } from '../checks/input'
import { Refusal } from '../kernel/errors'
import type { Ids } from '../runtime/ids'
import { difference, type Step, type Stored } from './difference'
import type { Document } from './document'
import { CHECK, CONTRACT, type Kind, OPPORTUNITY, SEGMENT, SERVICE, STATUS_PAGE, STREAM, stillUsed, usersOfChecks } from './kinds'
import { ROUTING_KINDS } from './routing'
import {
  byRoutingList,
  type CheckShape,
  checkShape,
  contractShape,
  opportunityShape,
  type RoutingList,
  segmentShape,
  serviceShape,
  streamShape,
} from './shapes'
import {
  bumpRevision,
  type Inventory,
  type Names,
  readInventory,
  removeRow,
  type Writing,
  writeCheck,
  writeContract,
  writeOpportunity,
  writeRouting,
  writeSegment,
  writeService,
  writeStatusPage,
  writeStream,
} from './store'

export type ApplyParts = { readonly sql: Sql; readonly ids: Pick<Ids, 'next'>; readonly key: SealKey; readonly now: Date }

/**
 * A declared check as it will be. Pausing is an act of operation: it is also allowed for what the file declares, and holds until somebody resumes
 * the check. So the file pauses where it says `paused: true`, and resumes nothing by leaving that out.
 */
function checkAsHeld(input: CheckInput, { checks }: Inventory): CheckShape {
  const shape = checkShape(input)
  return { ...shape, paused: shape.paused || (checks.find((held) => held.shape.name === shape.name)?.shape.paused ?? false) }
}

/**
 * What the file would change, which is removed only with `prune`; and why none of that is done when something that stays refers to what would
 * be removed.
 */
export function planDocument(
  document: Document,
  inventory: Inventory,
  prune: boolean,
): { readonly steps: readonly Step[]; readonly obstacle: Refusal | undefined } {
  const wanted = {
    services: document.services.map(serviceShape),
    checks: document.checks.map((check) => checkAsHeld(check, inventory)),
    streams: document.streams.map(streamShape),
    opportunities: document.opportunities.map(opportunityShape),
    segments: document.segments.map(segmentShape),
    contracts: document.contracts.map(contractShape),
    ...byRoutingList((list) => document[list]),
  }
  const steps = [
    ...difference(SERVICE, wanted.services, inventory.services, prune),
    ...difference(CHECK, wanted.checks, inventory.checks, prune),
    ...difference(STREAM, wanted.streams, inventory.streams, prune),
    ...difference(OPPORTUNITY, wanted.opportunities, inventory.opportunities, prune),
    ...difference(SEGMENT, wanted.segments, inventory.segments, prune),
    ...difference(CONTRACT, wanted.contracts, inventory.contracts, prune),
    ...ROUTING_KINDS.flatMap((kind) => routingSteps(kind as never, document, inventory, prune)),
    ...difference(STATUS_PAGE, document.statusPages, inventory.statusPages, prune),
  ]
  const obstacle = usedStill(steps, {
    services: staying(wanted.services, inventory.services),
    checks: staying(wanted.checks, inventory.checks),
    streams: staying(wanted.streams, inventory.streams),
    opportunities: staying(wanted.opportunities, inventory.opportunities),
    segments: staying(wanted.segments, inventory.segments),
    contracts: staying(wanted.contracts, inventory.contracts),
    statusPages: staying(document.statusPages, inventory.statusPages),
    currencies: inventory.currencies,
    routing: byRoutingList((list) => staying<{ name: string }>(document[list], inventory.routing[list])) as never,
    lastResort: document.paging?.lastResort ?? null,
  })
  return { steps, obstacle }
}

/** Whom to tell once the file is applied: what it declares, and what stays beside it. */
export function routingAfter(document: Document, inventory: Inventory, prune: boolean): Pick<Inventory, 'routing' | 'lastResort'> {
  const after = <Shape extends { readonly name: string }>(wanted: readonly Shape[], stored: readonly Stored<Shape>[]) => {
    const names = new Set(wanted.map(({ name }) => name))
    const left = stored.filter(({ source, shape }) => !names.has(shape.name) && (source === 'api' || !prune))
    return [...wanted.map((shape): Stored<Shape> => ({ id: '', source: 'file', version: 0, shape })), ...left]
  }
  return {
    routing: byRoutingList((list) => after<{ name: string }>(document[list], inventory.routing[list])) as never,
    lastResort: document.paging ? (document.paging.lastResort ?? null) : inventory.lastResort,
  }
}

type RoutingKind = Kind<{ readonly name: string }, { readonly name: string }> & { readonly list: RoutingList }

const routingSteps = (kind: RoutingKind, document: Document, inventory: Inventory, prune: boolean): readonly Step[] =>
  difference(kind, document[kind.list], kind.stored(inventory), prune)

/** What there will be of a kind once everything that the file leaves out is gone: what it declares, and what was made through the API. */
function staying<Shape extends { readonly name: string }>(
  wanted: readonly Shape[],
  stored: readonly Stored<Shape>[],
): readonly Stored<Shape>[] {
  const names = new Set(wanted.map(({ name }) => name))
  return [
    ...wanted.map((shape): Stored<Shape> => ({ id: '', source: 'file', version: 0, shape })),
    ...stored.filter(({ source, shape }) => source === 'api' && !names.has(shape.name)),
  ]
}

/** Nothing is removed that something which stays refers to: a check without its service would be watched and never counted. */
function usedStill(steps: readonly Step[], after: Inventory): Refusal | undefined {
  const usersOfCheck = usersOfChecks(after)
  const used = steps
    .filter(({ does }) => does === 'remove')
    .flatMap(({ noun, name }) => {
      const users = noun === CHECK.noun ? usersOfCheck(name) : (KINDS.find((kind) => kind.noun === noun)?.users(after, name) ?? [])
      return users.length > 0 ? [{ noun, name, users }] : []
    })
  if (used.length === 0) return undefined
  const one = used.length === 1
  return new Refusal(
    'conflict',
    `${used.map(({ noun, name, users }, i) => `${i === 0 ? 'The' : 'the'} ${noun} ${stillUsed(name, users)}`).join('; ')}; declare ${one ? `the ${used[0]?.noun ?? ''}` : 'those'} in the file again, or change or remove what uses ${one ? 'it' : 'them'} first. Nothing was changed.`,
    { used },
  )
}

/**
 * Makes what is declared so, in one transaction, and answers what it changed. Applying the same again changes nothing.
 * Nothing is deleted but with `prune`, and history never.
 *
 * @throws Refusal `conflict` when something that stays refers to what would be removed; nothing is changed then
 */
export async function applyDocument(
  { sql, ids, key, now }: ApplyParts,
  document: Document,
  { prune }: { readonly prune: boolean },
): Promise<readonly Step[]> {
  return await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext('plimsoll.declare'))`
    const inventory = await readInventory(tx, key)
    const { steps, obstacle } = planDocument(document, inventory, prune)
    if (obstacle) throw obstacle
    const writing: Writing = { tx, ids, key, now, source: 'file' }
    const names: Names = {
      services: idsOf(inventory.services, document.services, ids),
      checks: idsOf(inventory.checks, document.checks, ids),
    }
    const others = {
      stream: idsOf(inventory.streams, document.streams, ids),
      opportunity: idsOf(inventory.opportunities, document.opportunities, ids),
      segment: idsOf(inventory.segments, document.segments, ids),
      contract: idsOf(inventory.contracts, document.contracts, ids),
      statusPage: idsOf(inventory.statusPages, document.statusPages, ids),
    }
    const touched = new Set(
      steps.filter(({ does }) => does === 'create' || does === 'change' || does === 'adopt').map(({ noun, name }) => `${noun} ${name}`),
    )
    const each = async <Item extends { readonly name: string }>(
      noun: Step['noun'],
      items: readonly Item[],
      known: Map<string, string>,
      write: (id: string, item: Item) => Promise<void>,
    ) => {
      for (const item of items) {
        const id = known.get(item.name)
        if (id && touched.has(`${noun} ${item.name}`)) await write(id, item)
      }
    }
    await each('service', document.services, names.services, (id, item) => writeService(writing, id, serviceShape(item), names))
    await each('check', document.checks, names.checks, (id, item) => writeCheck(writing, id, checkAsHeld(item, inventory), names))
    await each('stream', document.streams, others.stream, (id, item) => writeStream(writing, id, streamShape(item), names))
    await each('opportunity', document.opportunities, others.opportunity, (id, item) =>
      writeOpportunity(writing, id, opportunityShape(item), names),
    )
    await each('segment', document.segments, others.segment, (id, item) => writeSegment(writing, id, segmentShape(item), names))
    await each('contract', document.contracts, others.contract, (id, item) => writeContract(writing, id, contractShape(item), names))
    for (const { noun, list } of ROUTING_KINDS) {
      const items: readonly { readonly name: string }[] = document[list]
      await each(noun, items, idsOf(inventory.routing[list], items, ids), (id, item) => writeRouting(writing, id, list, item))
    }

    await each('status page', document.statusPages, others.statusPage, (id, item) => writeStatusPage(writing, id, item, names))

    // In the reverse order, so that nothing is left that refers to what is gone.
    for (const { noun, name, does } of [...steps].reverse()) {
      const kind = KINDS.find((one) => one.noun === noun)
      const stored: readonly Stored<{ readonly name: string }>[] = kind?.stored(inventory) ?? []
      const held = stored.find(({ shape }) => shape.name === name)
      if (does === 'remove' && kind && held) await removeRow(tx, kind.list, held.id, now)
    }
    const { currencies } = document
    const changesCurrencies = currencies && JSON.stringify(currencies) !== JSON.stringify(inventory.currencies)
    if (changesCurrencies)
      await tx`insert into declarations (key, value) values ('currencies', ${tx.json(currencies)}) on conflict (key) do update set value = excluded.value, version = declarations.version + 1`
    const { paging } = document
    const changesPaging = paging !== undefined && (paging.lastResort ?? null) !== inventory.lastResort
    if (changesPaging)
      await tx`insert into declarations (key, value) values ('paging', ${tx.json(paging as never)}) on conflict (key) do update set value = excluded.value, version = declarations.version + 1`
    if (steps.some(({ does }) => does !== 'undeclared') || changesCurrencies || changesPaging) await bumpRevision(tx)
    return steps
  })
}

const KINDS = [SERVICE, CHECK, STREAM, OPPORTUNITY, SEGMENT, CONTRACT, ...ROUTING_KINDS, STATUS_PAGE]

const idsOf = (
  stored: readonly { readonly id: string; readonly shape: { readonly name: string } }[],
  wanted: readonly { readonly name: string }[],
  ids: Pick<Ids, 'next'>,
): Map<string, string> => {
  const known = new Map(stored.map(({ id, shape }) => [shape.name, id]))
  for (const { name } of wanted) if (!known.has(name)) known.set(name, ids.next())
  return known
}
