import { z } from 'zod'
import { AuditEntryAnswer } from '@/server/access/answers'
import { AuditPage, rightsOf } from '@/server/access/model'
import { listAudit } from '@/server/access/queries'
import { shownTo } from '@/server/access/rules/audit-entry'
import { handle } from '@/server/web/handle'

export const GET = handle({
  about:
    'Lists what was done. By whom and from where, the newest first; amounts only with `read-money`. The next page begins before the id of the last entry.',
  right: 'read-audit',
  input: AuditPage,
  output: z.array(AuditEntryAnswer),
  verb: async ({ db, actor }, page) => (await listAudit(db, page)).map((entry) => shownTo(entry, rightsOf(actor))),
})
