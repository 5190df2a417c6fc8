import { DeliveryPage } from '@/components/paging/delivery-page'
import { deliveryView } from '@/server/views/delivery'
import { pageContext } from '@/server/web/page-context'

export const metadata = { title: 'Delivery' }

export default async function DeliveryRoute() {
  return <DeliveryPage view={await deliveryView(await pageContext('read'))} />
}
