import type { ReactNode } from 'react'
import { SettingsTabs } from '@/components/settings/settings-tabs'
import type { Right } from '@/server/access/model'
import { pageContext } from '@/server/web/page-context'

const TABS: readonly { readonly href: string; readonly label: string; readonly right: Right }[] = [
  { href: '/settings', label: 'Settings', right: 'read' },
  { href: '/settings/business', label: 'Business', right: 'read' },
  { href: '/settings/on-call', label: 'On call', right: 'change-settings' },
  { href: '/settings/people', label: 'People', right: 'manage-people' },
  { href: '/settings/keys', label: 'Keys', right: 'manage-keys' },
  { href: '/settings/wall', label: 'Wall screens', right: 'open-wall' },
  { href: '/settings/api', label: 'API', right: 'read' },
  { href: '/settings/audit', label: 'Audit', right: 'read-audit' },
]

/** What there is among the settings for whoever looks. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const { rights } = await pageContext('read')
  return (
    <>
      <SettingsTabs tabs={TABS.filter(({ right }) => rights.has(right))} />
      {children}
    </>
  )
}
