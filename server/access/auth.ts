import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { accounts, people, sessions, verifications } from '@/db/schema/access'
import type { Ids } from '../runtime/ids'
import type { Log } from '../runtime/log'
import { hashOf, sameHash } from './keys'
import { DEMO_PEOPLE, landingPage, PASSWORD_MAX, PASSWORD_MIN, ROLES } from './model'

export type AuthParts = {
  /** A Drizzle over a client of its own. */
  readonly db: Db
  readonly ids: Ids
  readonly log: Log
  /** The public address; it decides the cookies' `Secure` and the trusted origin. */
  readonly url: string
  readonly origins: readonly string[]
  readonly secret: string
  /** Set only for a demo that is bound to loopback: the links that sign in by one click. */
  readonly demo?: { readonly linkHash: string } | undefined
}

const DAY_SECONDS = 86_400
/** A session ends this long after signing in, used or not. */
const SESSION_DAYS = 14

/** The cookie without its `__Secure-` prefix. */
export const SESSION_COOKIE = 'plimsoll.session_token'

/** The paths of better-auth that are open; everything else of it answers 404. */
export const AUTH_PATHS: readonly string[] = ['/get-session', '/demo']

export type Auth = ReturnType<typeof createAuth>

/** Signing in is better-auth's work: hashes (scrypt), signed cookies, a new token each time. People are made by our verbs alone. */
export function createAuth({ db, ids, log, url, origins, secret, demo }: AuthParts) {
  return betterAuth({
    appName: 'Plimsoll',
    baseURL: url,
    basePath: '/api/auth',
    secret,
    trustedOrigins: [...origins],
    telemetry: { enabled: false },
    logger: { level: 'warn', log: (level, message) => (level === 'error' ? log.error(message) : log.debug(message)) },
    database: drizzleAdapter(db, {
      provider: 'pg',
      schema: { user: people, session: sessions, account: accounts, verification: verifications },
    }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: PASSWORD_MIN, maxPasswordLength: PASSWORD_MAX },
    user: { additionalFields: { role: { type: [...ROLES], required: true, input: false } } },
    session: { expiresIn: SESSION_DAYS * DAY_SECONDS, disableSessionRefresh: true },
    // Ours counts by account as well as by address, and knows the trusted proxies.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'plimsoll',
      useSecureCookies: url.startsWith('https:'),
      ipAddress: { ipAddressHeaders: ['x-plimsoll-address'] },
      database: { generateId: () => ids.next(), validateSchema: false },
    },
    plugins: demo ? [demoLinks(demo.linkHash)] : [],
  })
}

/** The link's key decides, so that a page elsewhere cannot make a browser follow it; and only the people of the demo come in. */
const demoLinks = (linkHash: string) => ({
  id: 'demo-links',
  endpoints: {
    demoSignIn: createAuthEndpoint(
      '/demo',
      { method: 'GET', query: z.object({ as: z.email(), key: z.string().max(200) }) },
      async (ctx) => {
        const isDemo = DEMO_PEOPLE.some(({ email }) => email === ctx.query.as)
        if (!isDemo || !sameHash(hashOf(ctx.query.key), linkHash)) throw ctx.redirect('/sign-in?problem=link')
        const found = await ctx.context.internalAdapter.findUserByEmail(ctx.query.as)
        if (!found) throw ctx.redirect('/sign-in?problem=link')
        const session = await ctx.context.internalAdapter.createSession(found.user.id)
        await setSessionCookie(ctx, { session, user: found.user })
        const role = ROLES.find((name) => name === Reflect.get(found.user, 'role')) ?? 'viewer'
        throw ctx.redirect(landingPage(role))
      },
    ),
  },
})
