import { AuditPage } from '@/server/access/model'
import { listAudit } from '@/server/access/queries'
import { handle } from '@/server/web/handle'

export const GET = handle({ right: 'read-audit', input: AuditPage, verb: ({ db }, page) => listAudit(db, page) })
