import { redirect } from 'next/navigation'

export default function OnCallSettingsRoute() {
  redirect('/settings/on-call/channels')
}
