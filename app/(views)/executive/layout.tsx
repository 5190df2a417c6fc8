import type { ReactNode } from 'react'
import { pageContext } from '@/server/web/page-context'

/** Above the skeleton of the page, so that who may not see money is sent away before anything is sent. */
export default async function ExecutiveLayout({ children }: { children: ReactNode }) {
  await pageContext('read-money')
  return children
}
