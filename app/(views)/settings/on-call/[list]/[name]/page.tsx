import { OnCallFormPage } from '@/components/on-call/on-call-form-page'
import { onCallFormView, onCallListOf, RIGHT_TO_DECLARE } from '@/server/views/on-call-forms'
import { found } from '@/server/web/found'
import { pageContext } from '@/server/web/page-context'

export const metadata = { title: 'On call' }

export default async function EditOnCallRoute({ params }: { params: Promise<{ list: string; name: string }> }) {
  const { name, ...given } = await params
  const list = await found(Promise.resolve(given.list).then(onCallListOf))
  return <OnCallFormPage view={await found(onCallFormView(await pageContext(RIGHT_TO_DECLARE), list, decodeURIComponent(name)))} />
}
