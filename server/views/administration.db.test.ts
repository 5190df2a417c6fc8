import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { closeSql, connectSql, drizzleOver } from '@/db/client'
import { testDatabase } from '@/db/testing/database'
import type { Actor, AuditEntry } from '../access/model'
import { insertAudit, insertKey, insertPerson } from '../access/queries'
import { DAY } from '../kernel/duration'
import { systemIds } from '../runtime/ids'
import { silentLog } from '../runtime/log'
import { fakeClock } from '../runtime/testing'
import { personAs } from '../web/testing'
import { auditView, keysView, peopleView } from './administration'
import { LOOKED_THROUGH } from './administration-queries'
import type { Section } from './model'

const { sql, url, stop } = await testDatabase()
const pool = connectSql(url)
const db = drizzleOver(pool)
const clock = fakeClock()
afterAll(async () => {
  await closeSql(pool)
  await stop()
})

const parts = (actor: Actor = personAs('admin')) => ({ db, sql, clock, log: silentLog, actor })
const ready = <T>(section: Section<T>): T => {
  if (section.kind === 'missing') throw new Error(section.says)
  return section.value
}
const audited = (given: Partial<AuditEntry>): AuditEntry => ({
  id: systemIds.next(),
  at: clock.now(),
  actorKind: 'person',
  actorId: 'sam',
  actorName: 'Sam',
  action: 'person.change-role',
  subjectId: null,
  subjectName: 'Ada',
  before: null,
  after: null,
  address: null,
  ...given,
})
const page = async (filter: { by?: string; text?: string; before?: string }, actor?: Actor) =>
  ready((await auditView(parts(actor), { by: '', text: '', before: undefined, ...filter })).page)

describe('the list of people', () => {
  const [zoe, adam] = [systemIds.next(), systemIds.next()]
  beforeAll(async () => {
    for (const [id, name] of [
      [zoe, 'zoe'],
      [adam, 'Adam'],
    ] as const)
      await insertPerson(db, { id, name, email: `${name}@people.example`, role: 'viewer', createdAt: clock.now() }, 'no hash')
  })
  test('goes by name, whatever the case, and knows whose page it is', async () => {
    const view = await peopleView(parts())
    expect(ready(view.people).map(({ name }) => name)).toEqual(['Adam', 'zoe'])
    expect(view.me).toBe('the-admin')
  })
  test('says when somebody signed in last, also after that session has ended', async () => {
    const first = new Date('2026-11-10T08:00:00Z')
    const last = new Date('2026-11-12T08:00:00Z')
    for (const at of [first, last]) await insertAudit(db, [audited({ at, action: 'session.sign-in', subjectId: zoe, subjectName: 'zoe' })])
    const rows = ready((await peopleView(parts())).people)
    expect(rows.map(({ name, signedInAt }) => [name, signedInAt])).toEqual([
      ['Adam', null],
      ['zoe', last],
    ])
  })
  test('says it by a session that the log knows nothing of', async () => {
    const at = new Date('2026-11-14T08:00:00Z')
    await sql`insert into sessions (id, token, user_id, expires_at, created_at, updated_at)
      values (${systemIds.next()}, 'a token', ${adam}, ${new Date(at.getTime() + DAY)}, ${at}, ${at})`
    expect(ready((await peopleView(parts())).people)[0]).toMatchObject({ name: 'Adam', signedInAt: at })
  })
})

test('a list of keys holds what still opens something, of the kinds that are asked for', async () => {
  const now = clock.now()
  const key = (name: string, kind: 'api' | 'wall', more: { revokedAt?: Date; expiresAt?: Date } = {}) =>
    insertKey(
      db,
      {
        id: systemIds.next(),
        kind,
        name,
        scopes: ['read'],
        createdAt: now,
        createdBy: 'Sam',
        expiresAt: null,
        revokedAt: null,
        lastUsedAt: null,
        ...more,
      },
      `hash of ${name}`,
    )
  await key('pipeline', 'api')
  await key('hall', 'wall')
  await key('shop', 'wall')
  await key('revoked', 'wall', { revokedAt: now })
  await key('over', 'wall', { expiresAt: now })
  const names = async (kinds: ('api' | 'wall')[]) => ready((await keysView(parts(), kinds)).keys).map(({ name }) => name)
  expect(await names(['wall'])).toEqual(['shop', 'hall'])
  expect(await names(['api'])).toEqual(['pipeline'])
})

describe('the audit log', () => {
  const changed = (count: number, given: Partial<AuditEntry> = {}) =>
    insertAudit(
      db,
      Array.from({ length: count }, () => audited(given)),
    )
  beforeEach(async () => {
    await sql`alter table audit_log disable trigger user`
    await sql`truncate audit_log`
    await sql`alter table audit_log enable trigger user`
  })

  test('is read page by page, the newest first, without a gap and to its end', async () => {
    for (let n = 0; n < 120; n++) await changed(1, { subjectName: `person ${n}` })
    const seen: (string | null)[] = []
    let before: string | undefined
    const sizes: number[] = []
    do {
      const { rows, next } = await page(before ? { before } : {})
      sizes.push(rows.length)
      seen.push(...rows.map(({ subjectName }) => subjectName))
      before = next ?? undefined
    } while (before)
    expect(sizes).toEqual([50, 50, 20])
    expect(seen).toEqual(Array.from({ length: 120 }, (_, n) => `person ${119 - n}`))
  })
  test('is filtered by who did it', async () => {
    await changed(2)
    await changed(1, { actorId: 'ada', actorName: 'Ada' })
    expect((await page({ by: 'ada' })).rows.map(({ actorName }) => actorName)).toEqual(['Ada'])
    const { actors } = await auditView(parts(), { by: '', text: '', before: undefined })
    expect(actors).toEqual([
      { id: 'ada', name: 'Ada' },
      { id: 'sam', name: 'Sam' },
    ])
  })
  test.each([
    ['the words that one reads', 'removed the person'],
    ['the name of the action', 'person.remove'],
    ['a part of to whom', 'GRACE'],
  ])('is filtered by %s', async (_, text) => {
    await changed(1)
    await changed(1, { action: 'person.remove', subjectName: 'Grace' })
    expect((await page({ text })).rows.map(({ action }) => action)).toEqual(['person.remove'])
  })
  test('is not opened by a percent sign', async () => {
    await changed(1)
    expect((await page({ text: '%' })).rows).toEqual([])
  })
  test('hides amounts from a key without the right to money, and says so', async () => {
    await changed(1, { action: 'stream.edit', after: { perHour: 7_000 } })
    const key: Actor = { kind: 'key', id: 'k', name: 'auditor', scopes: ['read-audit'] }
    expect((await page({}, key)).rows).toMatchObject([{ hidden: true, after: null }])
    expect((await page({})).rows).toMatchObject([{ hidden: false, after: { perHour: 7_000 } }])
  })
  test('is looked through so far and no further at once, and goes on from there', async () => {
    await changed(1, { subjectName: 'a needle' })
    await sql`insert into audit_log (id, at, actor_kind, actor_id, actor_name, action)
      select uuidv7(), now(), 'system', 'system', 'Plimsoll', 'configuration.apply' from generate_series(1, ${LOOKED_THROUGH})`
    const first = await page({ text: 'needle' })
    expect([first.rows, first.searchedBackTo]).toEqual([[], expect.any(Date)])
    const second = await page({ text: 'needle', before: first.next ?? '' })
    expect(second).toMatchObject({ rows: [{ subjectName: 'a needle' }], next: null, searchedBackTo: null })
  })
})
