import { z } from 'zod'
import type { Right } from '../access/model'
import { sealKey } from '../access/seal'
import type { Stored } from '../declare/difference'
import { CONTRACT, type Kind, OPPORTUNITY, SEGMENT, SERVICE, STREAM } from '../declare/kinds'
import { type FilePlace, placeOf } from '../declare/read-config'
import { type Inventory, readInventory } from '../declare/store'
import { notFound } from '../kernel/errors'
import type { PageContext } from '../web/page-context'
import { reader } from './section'

type Any = Kind<{ readonly name: string }, { readonly name: string }>

/** What the business declares, in the order in which one thing leads to the next. */
export const BUSINESS_LISTS = ['services', 'streams', 'opportunities', 'segments', 'contracts'] as const
export type BusinessList = (typeof BUSINESS_LISTS)[number]

const KINDS = {
  services: { kind: SERVICE as never as Any, reads: 'read', writes: 'edit-services' },
  streams: { kind: STREAM as never as Any, reads: 'read-money', writes: 'edit-impact' },
  opportunities: { kind: OPPORTUNITY as never as Any, reads: 'read-money', writes: 'edit-impact' },
  segments: { kind: SEGMENT as never as Any, reads: 'read', writes: 'edit-impact' },
  contracts: { kind: CONTRACT as never as Any, reads: 'read-money', writes: 'edit-impact' },
} as const satisfies Record<BusinessList, { readonly kind: Any; readonly reads: Right; readonly writes: Right }>

export const businessListOf = (text: string): BusinessList => {
  const list = BUSINESS_LISTS.find((one) => one === text)
  if (!list) throw notFound('page', text)
  return list
}
export const rightToRead = (list: BusinessList): Right => KINDS[list].reads
export const rightToWrite = (list: BusinessList): Right => KINDS[list].writes

export type BusinessRow = {
  readonly id: string
  readonly name: string
  readonly source: 'file' | 'api'
  readonly version: number
  /** In the words of the file. */
  readonly definition: Readonly<Record<string, unknown>> & { readonly name: string }
  /** Where the file declares it, as far as that is known. */
  readonly at: FilePlace | null
  /** What refers to it, as a person names it: `the stream managed-orders`. */
  readonly users: readonly string[]
}

const inventoryOf = ({ app, sql }: PageContext): Promise<Inventory> => readInventory(sql, sealKey(app.settings.secret))

/** What can be chosen in forms. */
export type Choice = { readonly name: string; readonly title: string }
const choices = (stored: readonly Stored<Choice>[]): readonly Choice[] =>
  stored.map(({ shape: { name, title } }) => ({ name, title })).sort((a, b) => a.title.localeCompare(b.title))

/** All of one kind; services with what they need below what needs them. */
export async function businessListView(ctx: PageContext, list: BusinessList) {
  const { kind, writes } = KINDS[list]
  const rows = await reader(ctx)(
    `what is declared of ${list}`,
    inventoryOf(ctx).then((inventory) => rowsOf(ctx, kind, inventory)),
  )
  return {
    list,
    rows: rows.kind === 'ready' && list === 'services' ? { ...rows, value: inGraphOrder(rows.value) } : rows,
    mayWrite: ctx.rights.has(writes),
    declared: countsOf(ctx),
  }
}
export type BusinessListView = Awaited<ReturnType<typeof businessListView>>

/** How much of each kind is declared, as far as this web knows. */
const countsOf = ({ world }: PageContext): Readonly<Record<BusinessList, number>> => ({
  services: world.services.size,
  streams: world.streams.size,
  opportunities: world.opportunities.size,
  segments: world.segments.size,
  contracts: world.contracts.size,
})

const rowsOf = (ctx: PageContext, kind: Any, inventory: Inventory): readonly BusinessRow[] =>
  kind.stored(inventory).map((stored) => rowOf(ctx, kind, inventory, stored))

const rowOf = (
  { app }: PageContext,
  kind: Any,
  inventory: Inventory,
  { id, source, version, shape }: Stored<{ readonly name: string }>,
): BusinessRow => ({
  id,
  name: shape.name,
  source,
  version,
  // Plain data, so that it may travel to the browser: what is not set is left out.
  definition: JSON.parse(JSON.stringify(kind.definition(shape))),
  at: source === 'file' ? placeOf(app.config, kind.list, shape.name) : null,
  users: kind.users(inventory, shape.name),
})

/** What needs others before what they need, as far as there is no circle; otherwise as it was. */
export function inGraphOrder(rows: readonly BusinessRow[]): readonly BusinessRow[] {
  const byName = new Map(rows.map((row) => [row.name, row]))
  const placed = new Set<string>()
  const order: BusinessRow[] = []
  const visit = (row: BusinessRow) => {
    if (placed.has(row.name)) return
    placed.add(row.name)
    for (const name of needsOf(row)) {
      const needed = byName.get(name)
      if (needed) visit(needed)
    }
    order.unshift(row)
  }
  for (const row of rows.toReversed()) visit(row)
  return order
}

const needsOf = ({ definition: { dependsOn } }: BusinessRow): readonly string[] => (Array.isArray(dependsOn) ? dependsOn.map(String) : [])

/** What the form of a kind needs: the thing itself unless it is new, what can be chosen, and what its schema says of its fields. */
export async function businessFormView(ctx: PageContext, list: BusinessList, name?: string) {
  const { kind, writes } = KINDS[list]
  const inventory = await inventoryOf(ctx)
  const stored = name === undefined ? undefined : kind.stored(inventory).find(({ id, shape }) => shape.name === name || id === name)
  if (name !== undefined && !stored) throw notFound(kind.noun, name)
  return {
    list,
    noun: kind.noun,
    row: stored ? rowOf(ctx, kind, inventory, stored) : undefined,
    mayWrite: ctx.rights.has(writes),
    fields: fieldsOf(kind),
    services: choices(inventory.services),
    checks: choices(inventory.checks),
    currency: inventory.currencies?.base ?? inventory.streams[0]?.shape.currency ?? 'GBP',
  }
}
export type BusinessFormView = Awaited<ReturnType<typeof businessFormView>>

export type FieldWords = { readonly label: string; readonly hint?: string | undefined; readonly required: boolean }

/** What the one schema of API, file and form says of each field. */
function fieldsOf({ input }: Any): Readonly<Record<string, FieldWords>> {
  const { properties = {}, required = [] } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, { title?: string; description?: string }>
    required?: string[]
  }
  return Object.fromEntries(
    Object.entries(properties).map(([key, { title, description }]) => [
      key,
      { label: title ?? key, ...(description !== undefined && { hint: description }), required: required.includes(key) },
    ]),
  )
}
