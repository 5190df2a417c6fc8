import { EvidencePageAnswer } from '@/server/checks/answers'
import { ListEvidence, listEvidence } from '@/server/checks/verbs/list-evidence'
import { handle } from '@/server/web/handle'

export const GET = handle({
  about: 'Lists what proves the failures of a check. Newest first.',
  right: 'read',
  input: ListEvidence,
  output: EvidencePageAnswer,
  verb: listEvidence,
})
