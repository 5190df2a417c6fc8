import type { Transaction } from '@/db/client'
import type { AuditNote } from '../access/model'
import { lastToChange, writeAudit } from '../access/queries'
import type { SealKey } from '../access/seal'
import { auditEntry, type Ctx } from '../context'
import type { Answer } from '../kernel/answers'
import { invalid, notFound, Refusal } from '../kernel/errors'
import type { declaredAnswer } from './answers'
import type { Stored } from './difference'
import { checkDocument, type Document, needsOf } from './document'
import { warningsIn } from './findings'
import { type Kind, sentenceFor, stillUsed } from './kinds'
import { byRoutingList, ROUTING_LISTS } from './shapes'
import { bumpRevision, type Inventory, type Names, readInventory, type Writing } from './store'

/** What a verb on declared things may use. */
export type DeclareCtx = Pick<Ctx, 'sql' | 'clock' | 'ids' | 'actor' | 'address'> & {
  /** Seals and opens the secrets of checks. */
  readonly key: SealKey
}

/** Everything that is declared, held still while somebody changes it. */
export type Desk = {
  readonly tx: Transaction
  readonly now: Date
  readonly inventory: Inventory
  readonly writing: Writing
  /** Tells the audit log, and every engine and web that they must read again. */
  changed(note: AuditNote): Promise<void>
  /** Tells the audit log alone. */
  noted(note: AuditNote): Promise<void>
}

/** One transaction, one at a time with every other edit and with `plimsoll apply`. */
export function editing<Result>({ sql, clock, key, ...ctx }: DeclareCtx, work: (desk: Desk) => Promise<Result>): Promise<Result> {
  const now = clock.now()
  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext('plimsoll.declare'))`
    const noted = async (note: AuditNote) => void (await writeAudit(tx, auditEntry(ctx, now, note)))
    return await work({
      tx,
      now,
      inventory: await readInventory(tx, key),
      writing: { tx, ids: ctx.ids, key, now, source: 'api' },
      noted,
      async changed(note) {
        await noted(note)
        await bumpRevision(tx)
      },
    })
  }) as Promise<Result>
}

/** A declared thing as the API answers it. What `definition` holds may be sent back in an edit, with `version`. */
export type Declared = Answer<ReturnType<typeof declaredAnswer>>

export const declared = <Shape extends { readonly name: string }>(
  { definition }: Pick<Kind<never, Shape>, 'definition'>,
  { id, version, source, shape }: Stored<Shape>,
): Declared => ({ id, version, source, definition: definition(shape) })

/** The answer to a change of whom to tell, with what would go wrong: of itself, or, when others lead through it, of every policy and schedule. */
export async function warned(
  { tx, now }: Pick<Desk, 'tx' | 'now'>,
  { noun, list }: Pick<Kind<never, never>, 'noun' | 'list'>,
  answer: Declared,
  key: SealKey,
): Promise<Declared> {
  if (!ROUTING_LISTS.some((one) => one === list)) return answer
  const { name } = answer.definition
  const isOwn = noun === 'policy' || noun === 'schedule'
  const warnings = warningsIn(await readInventory(tx, key), now).filter((one) => !isOwn || (one.noun === noun && one.name === name))
  return warnings.length === 0 ? answer : { ...answer, warnings }
}

/** By id or by name. */
export function find<Shape extends { readonly name: string }>(
  kind: Pick<Kind<never, Shape>, 'noun' | 'stored'>,
  inventory: Inventory,
  idOrName: string,
): Stored<Shape> {
  const stored = kind.stored(inventory).find(({ id, shape }) => id === idOrName || shape.name === idOrName)
  if (!stored) throw notFound(kind.noun, idOrName)
  return stored
}

/** Refuses to touch what the file declares: the next `apply` would undo it. */
export function refuseDeclared({ source, shape }: Stored<{ readonly name: string }>): void {
  if (source === 'file')
    throw new Refusal(
      'conflict',
      `${shape.name} is declared in plimsoll.yaml and is read-only here; change the file and run \`plimsoll apply\`.`,
    )
}

/** Refuses an edit that was made of an older version, and says who was faster. */
export async function refuseStale(
  { tx }: Pick<Desk, 'tx'>,
  { id, version, shape }: Stored<{ readonly name: string }>,
  seen: number | undefined,
): Promise<void> {
  if (seen === undefined || seen === version) return
  const who = (await lastToChange(tx, id)) ?? 'Somebody'
  throw new Refusal(
    'conflict',
    `${who} has changed ${shape.name} in the meantime: it is at version ${version}, and you saw ${seen}. Load it again and repeat your change.`,
    {
      id,
      version,
      changedBy: who,
    },
  )
}

/**
 * Refuses what would not hold together with everything else: names that are taken, or that nothing has; circles; currencies without a rate.
 * The sentences are those of the file; the paths begin at the input.
 */
export function refuseInconsistent<Input extends { readonly name: string }, Shape extends { readonly name: string }>(
  kind: Kind<Input, Shape>,
  input: Input,
  inventory: Inventory,
  held: Stored<Shape> | undefined,
): void {
  const others = kind.stored(inventory).filter(({ id }) => id !== held?.id)
  if (others.some(({ shape }) => shape.name === input.name)) {
    const message = `"${input.name}" is already the name of a ${kind.noun}; names are unique`
    throw invalid(`name ${message}.`, [{ path: 'name', message }])
  }
  const was = held?.shape.name ?? input.name
  const holders = was === input.name ? [] : (kind.namedBy?.(inventory, was) ?? [])
  if (holders.length > 0) {
    const message = `cannot be "${input.name}": ${stillUsed(was, holders)} by its name`
    throw invalid(`name ${message}.`, [{ path: 'name', message }])
  }
  const document: Document = {
    ...NOTHING,
    ...(inventory.currencies && { currencies: { base: inventory.currencies.base, rates: { ...inventory.currencies.rates } } }),
    ...kind.among(input, inventory, was),
  }
  const namesOf = (list: readonly Stored<{ readonly name: string }>[]) => new Set(list.map(({ shape }) => shape.name))
  const { routing } = inventory
  const known = {
    services: namesOf(kind.noun === 'service' ? [] : inventory.services),
    checks: namesOf(inventory.checks),
    ...byRoutingList((list) => namesOf(routing[list])),
    neededBy: (name: string) => inventory.checks.filter(({ shape }) => shape.name === name).flatMap(({ shape }) => namesNeeded(shape)),
    kindOfChannel: (name: string) => routing.channels.find(({ shape }) => shape.name === name)?.shape.kind,
  }
  const issues = checkDocument(document, known)
    .filter(({ path }) => path.startsWith(`${kind.list}[0]`))
    .map(({ path, message }) => ({ path: path.replace(/^\w+\[0\]\.?/, ''), message }))
  if (issues.length > 0) throw invalid(sentenceFor(issues), issues)
}

const namesNeeded = (shape: Parameters<typeof needsOf>[0]): readonly string[] => needsOf(shape).map(({ name }) => name)

const NOTHING: Document = {
  settings: {},
  anchors: [],
  services: [],
  checks: [],
  streams: [],
  opportunities: [],
  segments: [],
  contracts: [],
  statusPages: [],
  channels: [],
  teams: [],
  contacts: [],
  schedules: [],
  policies: [],
  sources: [],
  definitions: [],
  maintenance: [],
}

/** Name → id of everything that may be referred to, with the thing that is being written. */
export function namesIn(inventory: Inventory, noun: string, name: string, id: string): Names {
  const idsOf = (list: readonly Stored<{ readonly name: string }>[]) => new Map(list.map((item) => [item.shape.name, item.id]))
  const names = { services: idsOf(inventory.services), checks: idsOf(inventory.checks) }
  if (noun === 'service') names.services.set(name, id)
  if (noun === 'check') names.checks.set(name, id)
  return names
}
