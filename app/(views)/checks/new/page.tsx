import { CheckFormPage } from '@/components/checks/check-form-page'
import { checkFormView } from '@/server/views/check-form'
import { pageContext } from '@/server/web/page-context'

export const metadata = { title: 'New check' }

export default async function NewCheckPage() {
  return <CheckFormPage view={await checkFormView(await pageContext('edit-checks'))} />
}
