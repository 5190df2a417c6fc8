import { redirect } from 'next/navigation'

export default function BusinessRoute() {
  redirect('/settings/business/services')
}
