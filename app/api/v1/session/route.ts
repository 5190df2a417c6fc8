import { z } from 'zod'
import { LandingAnswer, SessionAnswer } from '@/server/access/answers'
import { rightsOf, SignIn } from '@/server/access/model'
import { NOTHING } from '@/server/kernel/answers'
import { handle } from '@/server/web/handle'
import { backTo, signIn, signOut } from '@/server/web/sign-in'

export const GET = handle({
  about: 'Tells who asks. And what they may.',
  right: 'anyone',
  input: z.strictObject({}),
  output: SessionAnswer,
  verb: ({ actor }) => ({ actor, rights: [...rightsOf(actor)] }),
})

export const POST = handle({
  about: 'Signs a browser in. Sets its cookie.',
  right: 'anyone',
  input: SignIn,
  output: LandingAnswer,
  verb: signIn,
  changesAccess: true,
  formRefused: (problem, fields) => backTo('/sign-in', problem, fields, ['email', 'returnTo']),
})

export const DELETE = handle({
  about: 'Signs out.',
  right: 'signed-in',
  input: z.strictObject({}),
  output: NOTHING,
  verb: signOut,
  changesAccess: true,
})
