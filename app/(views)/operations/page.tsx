import { QueueView } from '@/components/operations/queue-view'
import { ServiceMatrix } from '@/components/operations/service-matrix'
import { operationsMatrix, operationsQueue } from '@/server/views/operations'
import { pageContext } from '@/server/web/page-context'

export const metadata = { title: 'Operations' }

export default async function OperationsPage({
  searchParams,
}: {
  searchParams: Promise<{ tab?: string | string[]; incident?: string | string[] }>
}) {
  const ctx = await pageContext('read')
  const { tab, incident } = await searchParams
  if (tab === 'matrix') return <ServiceMatrix {...(await operationsMatrix(ctx))} />
  return <QueueView {...(await operationsQueue(ctx, typeof incident === 'string' ? incident : undefined))} />
}
