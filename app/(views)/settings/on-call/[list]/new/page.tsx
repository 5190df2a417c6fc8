import { OnCallFormPage } from '@/components/on-call/on-call-form-page'
import { onCallFormView, onCallListOf, RIGHT_TO_DECLARE } from '@/server/views/on-call-forms'
import { found } from '@/server/web/found'
import { pageContext } from '@/server/web/page-context'

export const metadata = { title: 'New' }

export default async function NewOnCallRoute({ params }: { params: Promise<{ list: string }> }) {
  const list = await found(params.then((given) => onCallListOf(given.list)))
  return <OnCallFormPage view={await onCallFormView(await pageContext(RIGHT_TO_DECLARE), list)} />
}
