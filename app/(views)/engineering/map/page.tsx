import { ServiceMap } from '@/components/map/service-map'
import { parcelOf } from '@/server/views/rules/parcel'
import { serviceMapView } from '@/server/views/service-map'
import { pageContext } from '@/server/web/page-context'

export const metadata = { title: 'Service map' }

export default async function ServiceMapPage() {
  return <ServiceMap view={parcelOf(serviceMapView(await pageContext('read')))} />
}
