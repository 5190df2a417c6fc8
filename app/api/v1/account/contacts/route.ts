import { z } from 'zod'
import { AddOwnContact } from '@/server/declare/own-contacts'
import { AddedContactAnswer, OwnContactsAnswer } from '@/server/web/answers'
import { handle } from '@/server/web/handle'
import { addOwnContact, readOwnContacts } from '@/server/web/own-contacts'

export const GET = handle({
  about: 'Lists the ways by which one is reached oneself. With the channels that take an address. 403 for a key.',
  right: 'signed-in',
  input: z.strictObject({}),
  output: OwnContactsAnswer,
  verb: (ctx) => readOwnContacts(ctx, ctx.web.app),
})
export const POST = handle({
  about:
    'Adds a way to oneself. A code goes there, and nothing else before it is given back. Ten in an hour; an address that leads inside is refused.',
  right: 'signed-in',
  input: AddOwnContact,
  output: AddedContactAnswer,
  verb: addOwnContact,
  status: 201,
})
