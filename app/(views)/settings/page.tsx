import { SettingsPage } from '@/components/settings/settings-page'
import { hostLoadsOrWhy, settingsView } from '@/server/views/settings'
import { pageContext } from '@/server/web/page-context'

export const metadata = { title: 'Settings' }

export default async function SettingsRoute() {
  const { app, actor } = await pageContext('read')
  return <SettingsPage view={settingsView(app, actor)} loads={await hostLoadsOrWhy(app)} />
}
