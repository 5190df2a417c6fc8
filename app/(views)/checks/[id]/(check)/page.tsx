import { CheckPage } from '@/components/checks/check-page'
import { checkView } from '@/server/views/check'
import { readRange } from '@/server/views/rules/time-range'
import { found } from '@/server/web/found'
import { pageContext } from '@/server/web/page-context'
import { type PageQuery, queryOf } from '@/server/web/page-query'

type Props = { params: Promise<{ id: string }>; searchParams: PageQuery }

export const generateMetadata = async ({ params }: Props) => ({ title: (await params).id })

export default async function CheckDetailPage({ params, searchParams }: Props) {
  const { id } = await params
  const view = await found(checkView(await pageContext('read'), id, readRange(queryOf(await searchParams).get('range'))))
  // Another range is another history: the island begins anew.
  return <CheckPage key={`${view.checkId} ${view.range}`} {...view} />
}
