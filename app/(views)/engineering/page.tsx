import { ChecksTable } from '@/components/engineering/checks-table'
import { engineeringView } from '@/server/views/engineering'
import { parcelOf } from '@/server/views/rules/parcel'
import { pageContext } from '@/server/web/page-context'
import { type PageQuery, queryOf } from '@/server/web/page-query'

export const metadata = { title: 'Checks' }

export default async function EngineeringPage({ searchParams }: { searchParams: PageQuery }) {
  return <ChecksTable view={parcelOf(await engineeringView(await pageContext('read'), queryOf(await searchParams)))} />
}
