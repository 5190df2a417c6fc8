import { notFound } from 'next/navigation'
import { ApiGroupPage } from '@/components/api/group-page'
import { API } from '@/server/web/openapi/api'
import { groupText, overviewOf } from '@/server/web/openapi/reference'
import { pageContext } from '@/server/web/page-context'

export const metadata = { title: 'API' }

export default async function ApiGroupRoute({ params }: { params: Promise<{ group: string }> }) {
  const { app } = await pageContext('read')
  const group = groupText(API, (await params).group, app.settings.url)
  if (!group) notFound()
  return <ApiGroupPage group={group} groups={overviewOf(API).groups} />
}
