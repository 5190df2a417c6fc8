import { RoutingPage } from '@/components/paging/routing-page'
import { pagingRoutingView } from '@/server/views/paging'
import { pageContext } from '@/server/web/page-context'

export const metadata = { title: 'Routing' }

export default async function PagingRoutingRoute() {
  return <RoutingPage view={await pagingRoutingView(await pageContext('read'))} />
}
