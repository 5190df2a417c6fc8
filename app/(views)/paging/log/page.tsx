import { LogPage } from '@/components/paging/log-page'
import { pagingLogView } from '@/server/views/paging'
import { readLogFilter } from '@/server/views/rules/log-filter'
import { pageContext } from '@/server/web/page-context'
import { type PageQuery, queryOf } from '@/server/web/page-query'

export const metadata = { title: 'Delivery log' }

export default async function PagingLogRoute({ searchParams }: { searchParams: PageQuery }) {
  return <LogPage view={await pagingLogView(await pageContext('read'), readLogFilter(queryOf(await searchParams)))} />
}
