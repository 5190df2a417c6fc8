import { notFound } from 'next/navigation'
import { ServicePage } from '@/components/services/service-page'
import { isRefusal } from '@/server/kernel/errors'
import { serviceView } from '@/server/views/service'
import { pageContext } from '@/server/web/page-context'

export const metadata = { title: 'Service' }

export default async function Service({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageContext('read')
  const { id } = await params
  const view = await serviceView(ctx, decodeURIComponent(id)).catch((cause: unknown) => {
    if (isRefusal(cause) && cause.code === 'not-found') notFound()
    throw cause
  })
  return <ServicePage key={id} {...view} />
}
