import { BusinessFormPage } from '@/components/business/business-form-page'
import { businessFormView, businessListOf, rightToRead } from '@/server/views/business'
import { found } from '@/server/web/found'
import { pageContext } from '@/server/web/page-context'

export const metadata = { title: 'Business' }

export default async function EditBusinessRoute({ params }: { params: Promise<{ list: string; name: string }> }) {
  const { name, ...given } = await params
  const list = await found(Promise.resolve(given.list).then(businessListOf))
  return <BusinessFormPage view={await found(businessFormView(await pageContext(rightToRead(list)), list, name))} />
}
