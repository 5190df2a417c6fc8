import { notFound, redirect } from 'next/navigation'
import { IncidentPage } from '@/components/incidents/incident-page'
import { IncidentRef } from '@/server/incidents/model'
import { isRefusal } from '@/server/kernel/errors'
import { incidentView } from '@/server/views/incident'
import { pageContext } from '@/server/web/page-context'

export const metadata = { title: 'Incident' }

export default async function Incident({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageContext('read')
  const ref = IncidentRef.safeParse(await params)
  if (!ref.success) notFound()
  const view = await incidentView(ctx, ref.data).catch((cause: unknown) => {
    if (isRefusal(cause) && cause.code === 'not-found') notFound()
    throw cause
  })
  if (view.row.mergedInto) redirect(`/incidents/INC-${view.row.mergedInto.number}`)
  return <IncidentPage key={view.row.id} {...view} />
}
