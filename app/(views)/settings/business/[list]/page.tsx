import { BusinessListPage } from '@/components/business/business-list'
import { businessListOf, businessListView, rightToRead } from '@/server/views/business'
import { found } from '@/server/web/found'
import { pageContext } from '@/server/web/page-context'

export const metadata = { title: 'Business' }

export default async function BusinessListRoute({ params }: { params: Promise<{ list: string }> }) {
  const list = await found(params.then((given) => businessListOf(given.list)))
  return <BusinessListPage view={await businessListView(await pageContext(rightToRead(list)), list)} />
}
