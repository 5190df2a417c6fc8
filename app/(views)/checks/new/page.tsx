import { CheckFormPage } from '@/components/checks/check-form-page'
import { checkFormView } from '@/server/views/check-form'
import { found } from '@/server/web/found'
import { pageContext } from '@/server/web/page-context'
import { type PageQuery, queryOf } from '@/server/web/page-query'

export const metadata = { title: 'New check' }

/** `?copy=<name>` begins with a copy of that check. */
export default async function NewCheckPage({ searchParams }: { searchParams: PageQuery }) {
  const copy = queryOf(await searchParams).get('copy') ?? undefined
  return <CheckFormPage view={await found(checkFormView(await pageContext('edit-checks'), { copy }))} />
}
