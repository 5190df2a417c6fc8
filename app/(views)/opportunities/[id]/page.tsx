import { notFound } from 'next/navigation'
import { NowProvider } from '@/components/live/use-now'
import { Opportunity } from '@/components/opportunities/opportunity'
import { isRefusal } from '@/server/kernel/errors'
import { opportunityView } from '@/server/views/opportunity'
import { pageContext } from '@/server/web/page-context'

export const metadata = { title: 'Opportunity' }

export default async function OpportunityPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageContext('read-money')
  const { id } = await params
  const view = await opportunityView({ ...ctx, mirror: ctx.app.mirror }, id).catch((cause: unknown) => {
    if (isRefusal(cause) && cause.code === 'not-found') notFound()
    throw cause
  })
  return (
    <NowProvider atMs={view.nowMs}>
      <Opportunity key={view.id} view={view} />
    </NowProvider>
  )
}
