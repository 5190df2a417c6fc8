import { landingPage, ROLES, type Role, type SignIn } from '../access/model'
import { endSession, findPersonByEmail, insertAudit } from '../access/queries'
import { safeReturnPath } from '../access/rules/return-path'
import { Refusal } from '../kernel/errors'
import { addressOf, seeOther, type WebCtx } from './handle'
import type { Problem } from './problem'

/** Signs in by e-mail and password: a new session each time, and the one that was there before ends. */
export async function signIn(ctx: WebCtx, { email, password, returnTo }: SignIn): Promise<Response> {
  const { app, request, identity, body } = ctx.web
  const address = addressOf(request)
  const attempt = app.gate.attempt(email, address)
  try {
    const headers = new Headers({ 'x-plimsoll-address': address, 'user-agent': (request.headers.get('user-agent') ?? '').slice(0, 200) })
    const answer = await app.auth.api.signInEmail({ body: { email, password }, headers, asResponse: true })
    if (answer.status >= 500)
      throw new Refusal('unavailable', 'Postgres cannot be reached, so nobody can sign in now. Try again in a moment.')
    if (!answer.ok) throw wrong()
    attempt.succeeded()
    if (identity.by === 'cookie' && identity.actor.kind === 'person' && identity.id) await endSession(ctx.db, identity.id)
    const role = await note(ctx, email, 'session.sign-in')
    const landing = safeReturnPath(returnTo, landingPage(role))
    const cookies = new Headers({ 'cache-control': 'no-store' })
    for (const cookie of answer.headers.getSetCookie()) cookies.append('set-cookie', cookie)
    return body === 'form' ? seeOther(landing, cookies) : Response.json({ landing }, { headers: cookies })
  } finally {
    attempt.done()
  }
}

const wrong = () =>
  new Refusal('unauthenticated', 'The e-mail address or the password is wrong.', {
    issues: [{ path: 'password', message: 'does not belong to this address, or nobody has the address' }],
  })

/** Ends this session, here at once and in every other process within a second. */
export async function signOut(ctx: WebCtx): Promise<Response> {
  const { app, request, identity } = ctx.web
  const answer = await app.auth.api.signOut({ headers: new Headers({ cookie: request.headers.get('cookie') ?? '' }), asResponse: true })
  if (identity.by === 'cookie' && identity.actor.kind === 'person' && identity.id) await endSession(ctx.db, identity.id)
  const headers = new Headers({ 'cache-control': 'no-store' })
  for (const cookie of answer.headers.getSetCookie()) headers.append('set-cookie', cookie)
  return new Response(null, { status: 204, headers })
}

async function note(ctx: WebCtx, email: string, action: string): Promise<Role> {
  const person = await findPersonByEmail(ctx.db, email)
  if (!person) throw wrong()
  const { id, name, role } = person
  const at = ctx.clock.now()
  const who = { actorKind: 'person' as const, actorId: id, actorName: name, address: ctx.address }
  await insertAudit(ctx.db, [{ id: ctx.ids.next(), at, ...who, action, subjectId: id, subjectName: name, before: null, after: null }])
  return ROLES.find((one) => one === role) ?? 'viewer'
}

/** Where a refused form of a page without JavaScript goes: back, with the sentence's code and the fields that hold no secret. */
export function backTo(
  page: '/sign-in' | '/setup',
  problem: Problem,
  fields: Readonly<Record<string, unknown>>,
  kept: readonly string[],
): string {
  const code = problem.type.split(':').at(-1) ?? 'bug'
  const query = new URLSearchParams({ problem: code })
  const at = problem.issues?.[0]?.path
  if (at) query.set('at', at)
  if (problem.retryAfterSeconds !== undefined) query.set('wait', String(problem.retryAfterSeconds))
  for (const name of kept) {
    const value = fields[name]
    if (typeof value === 'string' && value !== '') query.set(name, value.slice(0, 300))
  }
  return `${page}?${query}`
}
