import { ApiOverviewPage } from '@/components/api/overview-page'
import { API } from '@/server/web/openapi/api'
import { overviewOf } from '@/server/web/openapi/reference'
import { pageContext } from '@/server/web/page-context'

export const metadata = { title: 'API' }

export default async function ApiRoute() {
  const { app } = await pageContext('read')
  return <ApiOverviewPage overview={overviewOf(API)} url={app.settings.url} />
}
