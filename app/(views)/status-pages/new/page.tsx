import { StatusPageForm } from '@/components/status/status-page-form'
import { statusPageFormView } from '@/server/views/status-pages'
import { pageContext } from '@/server/web/page-context'

export const metadata = { title: 'New status page' }

export default async function NewStatusPageRoute() {
  return <StatusPageForm view={await statusPageFormView(await pageContext('edit-services'))} />
}
