import { AuditPage, rightsOf } from '@/server/access/model'
import { listAudit } from '@/server/access/queries'
import { shownTo } from '@/server/access/rules/audit-entry'
import { handle } from '@/server/web/handle'

export const GET = handle({
  right: 'read-audit',
  input: AuditPage,
  verb: async ({ db, actor }, page) => (await listAudit(db, page)).map((entry) => shownTo(entry, rightsOf(actor))),
})
