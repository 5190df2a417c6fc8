import { BusinessFormPage } from '@/components/business/business-form-page'
import { businessFormView, businessListOf, rightToWrite } from '@/server/views/business'
import { found } from '@/server/web/found'
import { pageContext } from '@/server/web/page-context'

export const metadata = { title: 'New' }

export default async function NewBusinessRoute({ params }: { params: Promise<{ list: string }> }) {
  const list = await found(params.then((given) => businessListOf(given.list)))
  return <BusinessFormPage view={await businessFormView(await pageContext(rightToWrite(list)), list)} />
}
