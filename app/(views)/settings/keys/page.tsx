import { KeysPage } from '@/components/settings/keys-page'
import { keysView } from '@/server/views/administration'
import { pageContext } from '@/server/web/page-context'

export const metadata = { title: 'API keys' }

export default async function KeysRoute() {
  return <KeysPage view={await keysView(await pageContext('manage-keys'), ['api', 'declared'])} />
}
