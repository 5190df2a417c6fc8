import { CheckInput } from '@/server/checks/model'
import { createCheck, ListChecks, listChecks } from '@/server/web/check-verbs'
import { inWords } from '@/server/web/declaring'
import { handle } from '@/server/web/handle'

export const GET = handle({ right: 'read', input: ListChecks, verb: listChecks })
export const POST = handle({ right: 'edit-checks', input: inWords(CheckInput), verb: createCheck, status: 201 })
