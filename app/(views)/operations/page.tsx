import { MatrixTab, QueueTab } from '@/components/operations/tabs'
import { operationsMatrix, operationsQueue } from '@/server/views/operations'
import { parcelOf } from '@/server/views/rules/parcel'
import { savedViewsOf } from '@/server/views/saved'
import { pageContext } from '@/server/web/page-context'
import { type PageQuery, queryOf } from '@/server/web/page-query'

export const metadata = { title: 'Operations' }

export default async function OperationsPage({ searchParams }: { searchParams: PageQuery }) {
  const ctx = await pageContext('read')
  const address = queryOf(await searchParams)
  if (address.get('tab') === 'matrix') return <MatrixTab view={parcelOf(await operationsMatrix(ctx, address))} />
  const [view, saved] = await Promise.all([operationsQueue(ctx, address), savedViewsOf(ctx, 'queue', address)])
  return <QueueTab view={parcelOf(view)} saved={saved} />
}
