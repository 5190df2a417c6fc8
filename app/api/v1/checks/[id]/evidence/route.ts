import { ListEvidence, listEvidence } from '@/server/checks/verbs/list-evidence'
import { handle } from '@/server/web/handle'

export const GET = handle({ right: 'read', input: ListEvidence, verb: listEvidence })
