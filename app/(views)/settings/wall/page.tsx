import { WallPage } from '@/components/settings/wall-page'
import { keysView } from '@/server/views/administration'
import { pageContext } from '@/server/web/page-context'

export const metadata = { title: 'Wall screens' }

export default async function WallRoute() {
  return <WallPage view={await keysView(await pageContext('open-wall'), ['wall'])} />
}
