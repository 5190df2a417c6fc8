import { Executive } from '@/components/executive/executive'
import { NowProvider } from '@/components/live/use-now'
import { executiveView } from '@/server/views/executive'
import { parcelOf } from '@/server/views/rules/parcel'
import { pageContext } from '@/server/web/page-context'

export const metadata = { title: 'Executive' }

export default async function ExecutivePage() {
  const ctx = await pageContext('read-money')
  const view = await executiveView({ ...ctx, mirror: ctx.app.mirror, availability: ctx.app.availability })
  return (
    <NowProvider atMs={view.nowMs}>
      <Executive parcel={parcelOf(view)} />
    </NowProvider>
  )
}
