import type { Db, Sql } from '@/db/client'
import { type Auth, SESSION_COOKIE } from '../access/auth'
import { hashOf, keyId, sameHash } from '../access/keys'
import { type Actor, NOBODY, Role } from '../access/model'
import { countAdmins, findLiveKey, type StandingRow, standingOf, touchKey } from '../access/queries'
import { Attempts, sourceOf } from '../access/rules/attempts'
import { MINUTE, SECOND } from '../kernel/duration'
import { Refusal } from '../kernel/errors'
import type { Clock } from '../runtime/clock'
import { within } from '../runtime/deadline'
import type { Log } from '../runtime/log'

/** What a request, or the handshake of a socket, brings along to say who it is. */
export type Credentials = {
  readonly cookie: string | null | undefined
  readonly authorization: string | null | undefined
  /** Where it comes from, behind trusted proxies. */
  readonly address: string
}

export type Identity = {
  readonly actor: Actor
  /** How it was said. A cookie comes along by itself, so what it allows needs a check of the origin; a key does not. */
  readonly by: 'cookie' | 'key' | 'nothing'
  /** The id of the session or key. */
  readonly id: string | null
}

export type Ended = 'signed-out' | 'role-changed' | 'unconfirmed'

/** Knows who is asking. Remembers what it learnt, and asks Postgres once a second, in one query, whether all of it still holds. */
export type Gate = {
  /** @throws Refusal `unavailable` when Postgres cannot be asked about somebody not seen before; `too-many` after many bad keys */
  identify(credentials: Credentials): Promise<Identity>
  /** Calls back once when the identity ends, wherever it was ended, within two seconds. Returns what stops watching. */
  watch(identity: Identity, ended: (why: Ended) => void): () => void
  /** Asks at once instead of within the second: after a sign-out, a change of role, a revocation. */
  recheck(): Promise<void>
  /**
   * Counts an attempt to sign in as somebody, before the password is looked at.
   *
   * @throws Refusal `too-many` with the seconds to wait
   */
  attempt(name: string, address: string): Attempt
  /** Whether nobody administers Plimsoll yet (RUN-5); false while that cannot be known. */
  needsSetup(): Promise<boolean>
  stop(): void
}

export type Attempt = {
  /** It was right: what was counted against the name from here is forgotten. */
  succeeded(): void
  /** It is over, right or wrong. */
  done(): void
}

export type GateParts = {
  readonly db: Db
  readonly sql: Sql
  readonly auth: Auth
  readonly clock: Clock
  readonly log: Log
  readonly recheckMs?: number
}

type Entry = {
  readonly secret: string
  readonly id: string
  readonly kind: 'session' | 'key'
  readonly by: 'cookie' | 'key'
  readonly endsAt: Date | null
  readonly watchers: Set<(why: Ended) => void>
  actor: Actor
  /** Elapsed milliseconds when Postgres last said that it holds. */
  confirmedMs: number
  usedMs: number
  touchedMs: number
}

/** Screens stay live this long without Postgres (REL-1 asks for ten minutes). */
const UNCONFIRMED_MS = 15 * MINUTE
const FORGET_MS = 15 * MINUTE
const ENTRIES_MAX = 5_000
const TOUCH_MS = 5 * MINUTE
const ASK_MS = 3 * SECOND
/** From one address as one person; from one address; as one person from anywhere, which must not lock that person out too easily. */
const PAIR = { failures: 5, windowMs: 5 * MINUTE }
const SOURCE = { failures: 30, windowMs: 15 * MINUTE }
const NAME = { failures: 100, windowMs: 15 * MINUTE }
/** A password costs a core a tenth of a second to look at. */
const ATTEMPTS_AT_ONCE = 16
const BAD_KEYS = { failures: 60, windowMs: MINUTE }
/** The cookie of the wall screen, which holds a key of kind `wall`. */
export const WALL_COOKIE = 'plimsoll.wall'

export function createGate({ db, sql, auth, clock, log, recheckMs = SECOND }: GateParts): Gate {
  const entries = new Map<string, Entry>()
  const badKeys = new Attempts(BAD_KEYS)
  const [pairs, sources, names] = [new Attempts(PAIR), new Attempts(SOURCE), new Attempts(NAME)]
  let attemptsNow = 0
  let administered = false
  let stopped = false
  let running: Promise<void> | undefined
  let timer = clock.after(recheckMs, tick)

  return {
    async identify({ cookie, authorization, address }) {
      if (authorization) return await byKey(authorization.replace(/^Bearer +/i, ''), 'key', address)
      const session = cookieOf(cookie, SESSION_COOKIE)
      if (session) {
        const found = await bySession(session)
        if (found.actor.kind !== 'nobody') return found
      }
      const wall = cookieOf(cookie, WALL_COOKIE)
      return wall ? await byKey(wall.value, 'cookie', address) : nobody
    },
    watch({ id, actor }, ended) {
      const entry = id === null ? undefined : [...entries.values()].find((one) => one.id === id)
      // What ended between being identified and being watched is told too.
      if (!entry || !sameActor(entry.actor, actor)) {
        queueMicrotask(() => ended(entry ? 'role-changed' : 'signed-out'))
        return () => {}
      }
      entry.watchers.add(ended)
      return () => entry.watchers.delete(ended)
    },
    async recheck() {
      // What is under way may have asked before the change.
      await running?.catch(() => {})
      await check()
    },
    attempt(name, address) {
      const nowMs = clock.elapsedMs()
      const source = sourceOf(address)
      const counted = [
        { attempts: pairs, name: `${name} ${source}` },
        { attempts: sources, name: source },
        { attempts: names, name },
      ]
      const waitSeconds = Math.max(...counted.map(({ attempts, name: of }) => attempts.waitSeconds(of, nowMs)))
      if (waitSeconds > 0)
        throw new Refusal('too-many', `Too many attempts failed. Try again in ${inWords(waitSeconds)}.`, { retryAfterSeconds: waitSeconds })
      if (attemptsNow >= ATTEMPTS_AT_ONCE)
        throw new Refusal('too-many', 'Too many people are signing in at this moment. Try again in a few seconds.', {
          retryAfterSeconds: 3,
        })
      attemptsNow++
      for (const { attempts, name: of } of counted) attempts.attempt(of, nowMs)
      return {
        succeeded() {
          pairs.forget(`${name} ${source}`)
          sources.takeBack(source)
          names.takeBack(name)
        },
        done() {
          attemptsNow--
        },
      }
    },
    async needsSetup() {
      if (administered) return false
      try {
        administered = (await within(clock, ASK_MS, 'Looking for an administrator', countAdmins(db))) > 0
        return !administered
      } catch (cause) {
        log.warn('Could not see whether Plimsoll has an administrator.', { cause })
        return false
      }
    },
    stop() {
      stopped = true
      timer.cancel()
    },
  }

  async function bySession({ name, value }: { readonly name: string; readonly value: string }): Promise<Identity> {
    const secret = `session ${value}`
    const known = held(secret)
    if (known) return known
    const answer = await ask('Reading the session', auth.api.getSession({ headers: new Headers({ cookie: `${name}=${value}` }) }))
    if (!answer) return nobody
    const { session, user } = answer
    const actor: Actor = { kind: 'person', id: user.id, name: user.name, role: Role.parse(user.role) }
    return keep({ secret, id: session.id, kind: 'session', by: 'cookie', endsAt: session.expiresAt, actor })
  }

  async function byKey(text: string, by: 'cookie' | 'key', address: string): Promise<Identity> {
    // What a cookie may and what a header may is not the same, also when both hold one key.
    const secret = `${by} ${text}`
    const known = held(secret)
    if (known) return known
    const source = sourceOf(address)
    const waitSeconds = badKeys.waitSeconds(source, clock.elapsedMs())
    if (waitSeconds > 0)
      throw new Refusal('too-many', `Too many wrong keys came from this address. Try again in ${waitSeconds} s.`, {
        retryAfterSeconds: waitSeconds,
      })
    const id = keyId(text)
    const hash = hashOf(text)
    const row = await ask('Reading the key', findLiveKey(db, id ? { id } : { hash }, clock.now()))
    if (!row || !sameHash(row.hash, hash) || (row.kind === 'wall') !== (by === 'cookie')) {
      badKeys.attempt(source, clock.elapsedMs())
      return nobody
    }
    const actor: Actor = { kind: 'key', id: row.id, name: row.name, scopes: row.scopes }
    return keep({ secret, id: row.id, kind: 'key', by, endsAt: row.expiresAt, actor })
  }

  async function ask<T>(what: string, work: Promise<T>): Promise<T> {
    try {
      return await within(clock, ASK_MS, what, work)
    } catch (cause) {
      throw new Refusal(
        'unavailable',
        'Postgres cannot be reached, so Plimsoll cannot see who you are. Try again in a moment.',
        {},
        { cause },
      )
    }
  }

  function held(secret: string): Identity | undefined {
    const entry = entries.get(secret)
    if (!entry) return undefined
    const nowMs = clock.elapsedMs()
    if (nowMs - entry.confirmedMs > UNCONFIRMED_MS || (entry.endsAt && entry.endsAt <= clock.now())) {
      end(entry, 'unconfirmed')
      return undefined
    }
    entry.usedMs = nowMs
    touch(entry, nowMs)
    return identityOf(entry)
  }

  function keep(known: Omit<Entry, 'watchers' | 'confirmedMs' | 'usedMs' | 'touchedMs'>): Identity {
    const there = entries.get(known.secret)
    if (there) return identityOf(there)
    const nowMs = clock.elapsedMs()
    const entry: Entry = { ...known, watchers: new Set(), confirmedMs: nowMs, usedMs: nowMs, touchedMs: Number.NEGATIVE_INFINITY }
    entries.set(entry.secret, entry)
    touch(entry, nowMs)
    if (entries.size > ENTRIES_MAX) forgetOne()
    return identityOf(entry)
  }

  function forgetOne(): void {
    for (const entry of entries.values())
      if (entry.watchers.size === 0) {
        entries.delete(entry.secret)
        return
      }
  }

  function touch(entry: Entry, nowMs: number): void {
    if (entry.kind !== 'key' || nowMs - entry.touchedMs < TOUCH_MS) return
    entry.touchedMs = nowMs
    touchKey(db, entry.id, clock.now()).catch((cause) => log.debug('Could not note that a key was used.', { cause }))
  }

  function end(entry: Entry, why: Ended): void {
    entries.delete(entry.secret)
    for (const ended of entry.watchers) ended(why)
    entry.watchers.clear()
  }

  function tick(): void {
    check()
      .catch((cause) => log.debug('Could not confirm sessions and keys.', { cause }))
      .finally(() => {
        if (!stopped) timer = clock.after(recheckMs, tick)
      })
  }

  function check(): Promise<void> {
    running ??= confirm().finally(() => {
      running = undefined
    })
    return running
  }

  async function confirm(): Promise<void> {
    const startedMs = clock.elapsedMs()
    for (const entry of entries.values()) {
      if (entry.watchers.size === 0 && startedMs - entry.usedMs > FORGET_MS) entries.delete(entry.secret)
      else if (startedMs - entry.confirmedMs > UNCONFIRMED_MS) end(entry, 'unconfirmed')
    }
    const asked = [...entries.values()]
    if (asked.length === 0) return
    const ids = (kind: Entry['kind']) => asked.filter((entry) => entry.kind === kind).map(({ id }) => id)
    const rows = await within(clock, ASK_MS, 'Confirming sessions and keys', standingOf(sql, ids('session'), ids('key'), clock.now()))
    const byId = new Map(rows.map((row) => [row.id, row]))
    for (const entry of asked) renew(entry, byId.get(entry.id), startedMs)
  }

  function renew(entry: Entry, row: StandingRow | undefined, startedMs: number): void {
    if (!row) {
      end(entry, 'signed-out')
      return
    }
    const actor = actorOf(row)
    entry.confirmedMs = startedMs
    if (sameActor(actor, entry.actor)) return
    entry.actor = actor
    const watchers = [...entry.watchers]
    entry.watchers.clear()
    for (const ended of watchers) ended('role-changed')
  }
}

const inWords = (seconds: number): string => (seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`)

const nobody: Identity = { actor: NOBODY, by: 'nothing', id: null }

const identityOf = ({ actor, by, id }: Entry): Identity => ({ actor, by, id })

const sameActor = (one: Actor, other: Actor): boolean => JSON.stringify(one) === JSON.stringify(other)

const actorOf = ({ id, person, name, role, scopes }: StandingRow): Actor =>
  person && role ? { kind: 'person', id: person, name, role } : { kind: 'key', id, name, scopes: scopes ?? [] }

/** A cookie by its name, with or without the prefix that browsers guard. */
export function cookieOf(header: string | null | undefined, name: string): { readonly name: string; readonly value: string } | undefined {
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=')
    const found = pair.slice(0, at).trim()
    if (at > 0 && (found === name || found === `__Secure-${name}`)) return { name: found, value: pair.slice(at + 1).trim() }
  }
  return undefined
}
