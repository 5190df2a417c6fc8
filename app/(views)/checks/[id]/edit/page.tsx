import { CheckFormPage } from '@/components/checks/check-form-page'
import { checkFormView } from '@/server/views/check-form'
import { found } from '@/server/web/found'
import { pageContext } from '@/server/web/page-context'

export const metadata = { title: 'Edit a check' }

export default async function EditCheckPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  return <CheckFormPage view={await found(checkFormView(await pageContext('edit-checks'), { edit: id }))} />
}
