import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { connectSql } from '@/db/client'
import { testDatabase } from '@/db/testing/database'
import { sealKey } from '../access/seal'
import { applyDocument } from '../declare/apply-document'
import { readDocument } from '../declare/document'
import { readInventory } from '../declare/store'
import { systemIds } from '../runtime/ids'
import { silentLog } from '../runtime/log'
import { type FakeClock, fakeClock } from '../runtime/testing'
import { createHeartbeats, derivedHeartbeatToken } from './heartbeats'

const { sql, stop } = await testDatabase()
afterAll(stop)

const key = sealKey('a secret of the test that is long enough')
const TOKEN = 'a-token-of-more-than-twenty-letters'
const file = `
services: [{ name: jobs }]
checks:
  - { name: nightly, service: jobs, type: heartbeat, options: { token: ${TOKEN} } }
  - { name: hourly, service: jobs, type: heartbeat }
`
await applyDocument({ sql, ids: systemIds, key, now: new Date() }, readDocument(file, {}), { prune: false })
const inventory = await readInventory(sql, key)
const idOf = (name: string) => inventory.checks.find(({ shape }) => shape.name === name)?.id ?? ''
const nightly = idOf('nightly')
const stored = async () => (await sql`select at from heartbeats where check_id = ${nightly}`)[0]?.at

let clock: FakeClock
const engine = (over = sql) => {
  const heartbeats = createHeartbeats({ sql: over, clock, log: silentLog, key })
  heartbeats.plan(inventory)
  return heartbeats
}
beforeEach(async () => {
  clock = fakeClock()
  await sql`delete from heartbeats`
})

describe('a call', () => {
  test('is known by a declared token, and by the one that follows from the secret', () => {
    const heartbeats = engine()
    expect(heartbeats.beat(TOKEN)).toBe(true)
    expect(heartbeats.lastBeatAt(nightly)).toEqual(clock.now())
    expect(heartbeats.lastBeatAt(idOf('hourly'))).toBeUndefined()
    expect(heartbeats.beat(derivedHeartbeatToken(key, idOf('hourly')))).toBe(true)
    expect(heartbeats.lastBeatAt(idOf('hourly'))).toEqual(clock.now())
  })
  test.each(['a-token-of-more-than-twenty-letterz', '', 'toString'])('with the token "%s" is nobody’s', (token) =>
    expect(engine().beat(token)).toBe(false),
  )
  test('for a check that is no longer declared does not count', () => {
    const heartbeats = engine()
    heartbeats.beat(TOKEN)
    heartbeats.plan({ checks: [] })
    expect(heartbeats.beat(TOKEN)).toBe(false)
    expect(heartbeats.lastBeatAt(nightly)).toBeUndefined()
  })
  test('that comes late, or from a clock ahead of ours, does not move the last one wrongly', async () => {
    const heartbeats = engine()
    const at = clock.now()
    await clock.advance(1_000)
    heartbeats.beat(TOKEN)
    heartbeats.beat(TOKEN, at)
    expect(heartbeats.lastBeatAt(nightly)).toEqual(clock.now())
    heartbeats.beat(TOKEN, new Date(clock.now().getTime() + 60_000))
    expect(heartbeats.lastBeatAt(nightly)).toEqual(clock.now())
  })
})

describe('what is kept', () => {
  test('is stored when it stops, and known to the next engine', async () => {
    const heartbeats = engine()
    heartbeats.beat(TOKEN)
    expect(await stored()).toBeUndefined()
    await heartbeats.stop()
    expect(await stored()).toEqual(clock.now())
    const next = engine()
    await next.load()
    expect(next.lastBeatAt(nightly)).toEqual(clock.now())
  })
  test('is not set back by an engine that knows less', async () => {
    const heartbeats = engine()
    heartbeats.beat(TOKEN)
    await heartbeats.stop()
    const late = engine()
    late.beat(TOKEN, new Date(clock.now().getTime() - 60_000))
    await late.stop()
    expect(await stored()).toEqual(clock.now())
  })
  test('waits in memory while Postgres is away', async () => {
    const gone = connectSql('postgres://nobody@127.0.0.1:1/nothing', { answerWithinMs: 500 })
    const heartbeats = engine(gone)
    expect(heartbeats.beat(TOKEN)).toBe(true)
    await heartbeats.stop()
    expect(heartbeats.lastBeatAt(nightly)).toEqual(clock.now())
    await gone.end({ timeout: 0 })
  })
})
