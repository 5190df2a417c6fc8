import { sealKey } from '../access/seal'
import type { Stored } from '../declare/difference'
import { type Inventory, readInventory } from '../declare/store'
import { notFound } from '../kernel/errors'
import { addressOfPage } from '../status/addresses'
import type { StatusPageInput } from '../status/model'
import { countByPage } from '../status/queries'
import type { PageContext } from '../web/page-context'
import { reader } from './section'

export type StatusPageRow = {
  readonly id: string
  readonly source: 'file' | 'api'
  readonly version: number
  readonly definition: StatusPageInput
  /** Where visitors read it. */
  readonly address: string
  /** Who has confirmed that they want to be told. */
  readonly subscribers: number
}

const inventoryOf = ({ app, sql }: PageContext): Promise<Inventory> => readInventory(sql, sealKey(app.settings.secret))

/** Every status page, with how many are told of it. */
export async function statusPagesView(ctx: PageContext) {
  const rows = await reader(ctx)(
    'the status pages',
    Promise.all([readInventory(ctx.sql, sealKey(ctx.app.settings.secret), { list: 'statusPages' }), countByPage(ctx.sql)]).then(
      ([{ statusPages }, counts]) => statusPages.map((stored) => rowOf(ctx, stored, counts)),
    ),
  )
  return { rows, mayWrite: ctx.rights.has('edit-services') }
}
export type StatusPagesView = Awaited<ReturnType<typeof statusPagesView>>

/** What the form of a page needs: the page unless it is new, and what can be chosen. */
export async function statusPageFormView(ctx: PageContext, name?: string) {
  const [inventory, counts] = await Promise.all([inventoryOf(ctx), countByPage(ctx.sql)])
  const stored = inventory.statusPages.find(({ id, shape }) => shape.name === name || id === name)
  if (name !== undefined && !stored) throw notFound('status page', name)
  return {
    row: stored ? rowOf(ctx, stored, counts) : undefined,
    mayWrite: ctx.rights.has('edit-services'),
    services: inventory.services
      .map(({ shape }) => ({ name: shape.name, title: shape.title }))
      .sort((a, b) => a.title.localeCompare(b.title)),
    mails: inventory.routing.channels.flatMap(({ shape }) =>
      shape.kind === 'email' ? [{ name: shape.name, title: shape.title ?? shape.name }] : [],
    ),
  }
}
export type StatusPageFormView = Awaited<ReturnType<typeof statusPageFormView>>

const rowOf = (
  { app }: PageContext,
  { id, source, version, shape }: Stored<StatusPageInput>,
  counts: ReadonlyMap<string, number>,
): StatusPageRow => ({
  id,
  source,
  version,
  definition: shape,
  address: addressOfPage(shape, app.settings.url),
  subscribers: counts.get(id) ?? 0,
})
