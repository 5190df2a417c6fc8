import { StatusPagesList } from '@/components/status/status-pages-list'
import { statusPagesView } from '@/server/views/status-pages'
import { pageContext } from '@/server/web/page-context'

export const metadata = { title: 'Status pages' }

export default async function StatusPagesRoute() {
  return <StatusPagesList view={await statusPagesView(await pageContext('read'))} />
}
