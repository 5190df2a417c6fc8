import { z } from 'zod'
import { AddOwnContact } from '@/server/declare/own-contacts'
import { handle } from '@/server/web/handle'
import { addOwnContact, readOwnContacts } from '@/server/web/own-contacts'

export const GET = handle({ right: 'signed-in', input: z.strictObject({}), verb: (ctx) => readOwnContacts(ctx, ctx.web.app) })
export const POST = handle({ right: 'signed-in', input: AddOwnContact, verb: addOwnContact, status: 201 })
