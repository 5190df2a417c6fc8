import { OnCallListPage } from '@/components/on-call/on-call-list'
import { onCallListOf, onCallListView, RIGHT_TO_DECLARE } from '@/server/views/on-call-forms'
import { found } from '@/server/web/found'
import { pageContext } from '@/server/web/page-context'

export const metadata = { title: 'On call' }

export default async function OnCallListRoute({ params }: { params: Promise<{ list: string }> }) {
  const list = await found(params.then((given) => onCallListOf(given.list)))
  return <OnCallListPage view={await onCallListView(await pageContext(RIGHT_TO_DECLARE), list)} />
}
