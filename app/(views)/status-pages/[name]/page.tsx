import { StatusPageForm } from '@/components/status/status-page-form'
import { statusPageFormView } from '@/server/views/status-pages'
import { found } from '@/server/web/found'
import { pageContext } from '@/server/web/page-context'

export const metadata = { title: 'Status page' }

export default async function StatusPageRoute({ params }: { params: Promise<{ name: string }> }) {
  const { name } = await params
  const view = await found(pageContext('read').then((ctx) => statusPageFormView(ctx, name)))
  return <StatusPageForm key={`${name} ${view.row?.version}`} view={view} />
}
