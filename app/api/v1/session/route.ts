import { z } from 'zod'
import { rightsOf, SignIn } from '@/server/access/model'
import { handle } from '@/server/web/handle'
import { backTo, signIn, signOut } from '@/server/web/sign-in'

export const GET = handle({
  right: 'anyone',
  input: z.strictObject({}),
  verb: ({ actor }) => ({ actor, rights: [...rightsOf(actor)] }),
})

export const POST = handle({
  right: 'anyone',
  input: SignIn,
  verb: signIn,
  changesAccess: true,
  formRefused: (problem, fields) => backTo('/sign-in', problem, fields, ['email', 'returnTo']),
})

export const DELETE = handle({ right: 'signed-in', input: z.strictObject({}), verb: signOut, changesAccess: true })
