import type { Reply, Route } from './route.ts'
import { closeSession, openSession, SESSION_SECONDS, tokenOf } from './sessions.ts'
import type { Settings } from './settings.ts'

/** The provider answers in milliseconds; a person does not wait longer than this. */
const PROVIDER_DEADLINE_MS = 3_000

/** Signing in: the auth provider knows the password, the session store remembers the answer. */
export const signInRoutes = (provider: Settings['authProvider']): readonly Route[] => [
  {
    method: 'POST',
    path: '/auth/sign-in',
    summary: 'E-mail and password for a token',
    access: 'anyone',
    answer: async ({ sql, request: { body, headers } }) => {
      if (!provider) return unavailable('AUTH_PROVIDER_URL and AUTH_PROVIDER_KEY are not both set')
      const { email, password } = body
      if (typeof email !== 'string' || typeof password !== 'string') return { status: 422, body: { title: 'Give `email` and `password`.' } }
      const verdict = await verify(provider, email, password)
      if (verdict === 'unreachable') return unavailable('the auth provider does not answer')
      const [user] =
        verdict === 'known'
          ? await sql<{ id: string; name: string; role: string }[]>`select id, name, role from marketedge.users where email = ${email}`
          : []
      if (!user) return { status: 401, body: { title: 'The e-mail address or the password is wrong.' } }
      const token = await openSession(sql, user.id)
      const cookie = { 'set-cookie': `marketedge_session=${token}; HttpOnly; SameSite=Lax; Path=/; Max-Age=${SESSION_SECONDS}` }
      if (headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
        return { status: 303, headers: { ...cookie, location: '/admin' } }
      return { status: 200, headers: cookie, body: { token, expiresInSeconds: SESSION_SECONDS, user } }
    },
  },
  {
    method: 'POST',
    path: '/auth/sign-out',
    summary: 'Ends the session',
    access: 'signed-in',
    answer: async ({ sql, request }) => {
      await closeSession(sql, tokenOf(request) ?? '')
      return { status: 204, headers: { 'set-cookie': 'marketedge_session=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0' } }
    },
  },
  {
    method: 'GET',
    path: '/auth/session',
    summary: 'Who the session store says is calling',
    access: 'signed-in',
    answer: ({ caller }) => ({ status: 200, body: { caller } }),
  },
]

const unavailable = (reason: string): Reply => ({ status: 503, body: { title: `Nobody can sign in: ${reason}.` } })

async function verify(
  { url, key }: { url: string; key: string },
  email: string,
  password: string,
): Promise<'known' | 'unknown' | 'unreachable'> {
  try {
    const answer = await fetch(`${url}/verify`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ email, password }),
      signal: AbortSignal.timeout(PROVIDER_DEADLINE_MS),
    })
    await answer.body?.cancel()
    return answer.ok ? 'known' : answer.status === 401 ? 'unknown' : 'unreachable'
  } catch {
    return 'unreachable'
  }
}
