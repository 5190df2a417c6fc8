import { AuditPage } from '@/components/settings/audit-page'
import { auditView } from '@/server/views/administration'
import { readAuditFilter } from '@/server/views/rules/audit-filter'
import { pageContext } from '@/server/web/page-context'
import { type PageQuery, queryOf } from '@/server/web/page-query'

export const metadata = { title: 'Audit log' }

export default async function AuditRoute({ searchParams }: { searchParams: PageQuery }) {
  return <AuditPage view={await auditView(await pageContext('read-audit'), readAuditFilter(queryOf(await searchParams)))} />
}
