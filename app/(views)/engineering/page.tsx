import { ChecksTable } from '@/components/engineering/checks-table'
import { engineeringView } from '@/server/views/engineering'
import { parcelOf } from '@/server/views/rules/parcel'
import { savedViewsOf } from '@/server/views/saved'
import { pageContext } from '@/server/web/page-context'
import { type PageQuery, queryOf } from '@/server/web/page-query'

export const metadata = { title: 'Checks' }

export default async function EngineeringPage({ searchParams }: { searchParams: PageQuery }) {
  const ctx = await pageContext('read')
  const address = queryOf(await searchParams)
  const [view, saved] = await Promise.all([engineeringView(ctx, address), savedViewsOf(ctx, 'checks', address)])
  return <ChecksTable view={parcelOf(view)} saved={saved} />
}
