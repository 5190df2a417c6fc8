import { PagingPage } from '@/components/paging/paging-page'
import { pagingView } from '@/server/views/paging'
import { pageContext } from '@/server/web/page-context'

export const metadata = { title: 'Paging' }

export default async function PagingRoute() {
  return <PagingPage view={await pagingView(await pageContext('read'))} />
}
