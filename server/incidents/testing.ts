import { closeSql, connectSql, drizzleOver } from '@/db/client'
import { testDatabase } from '@/db/testing/database'
import type { Actor, Role } from '../access/model'
import { insertPerson } from '../access/queries'
import { type Ctx, createContext } from '../context'
import type { Change } from '../pipeline/model'
import type { Clock } from '../runtime/clock'
import { systemIds } from '../runtime/ids'
import type { OpenByHand } from './model'
import { openByHand } from './verbs/open-by-hand'

const START = Date.UTC(2026, 10, 2, 14, 0)
const silent = { debug() {}, info() {}, warn() {}, error() {} }

/** A database with services, a check and people, and contexts that act as them. Only for `*.db.test.ts`. */
export async function incidentWorld() {
  const database = await testDatabase()
  const pool = connectSql(database.url, { max: 12 })
  const db = drizzleOver(pool)
  const changes: Change[] = []
  let nowMs = START
  const clock = { now: () => new Date(nowMs), elapsedMs: () => nowMs } as Clock
  const people = new Map<string, Actor>()

  const serviceId = systemIds.next()
  const checkId = systemIds.next()
  await database.sql`insert into services (id, name, title, tier, owner, source, created_at) values (${serviceId}, 'admin', 'Admin', 1, 'Identity', 'file', ${new Date(START)})`
  await database.sql`insert into checks (id, name, title, service_id, type, target, options, interval_ms, confirm_interval_ms, timeout_ms, open_after, close_after, critical, source, created_at)
    values (${checkId}, 'admin-area', 'Admin area', ${serviceId}, 'http', 'http://admin', '{}', 60000, 5000, 10000, 2, 3, true, 'file', ${new Date(START)})`

  async function person(name: string, role: Role): Promise<void> {
    const id = systemIds.next()
    await insertPerson(db, { id, name, email: `${name.toLowerCase()}@example.com`, role, createdAt: clock.now() }, 'no-password')
    people.set(name, { kind: 'person', id, name, role })
  }
  await person('Ada', 'responder')
  await person('Grace', 'engineer')
  await person('Eve', 'executive')

  const actor = (name: string): Actor => {
    const known = people.get(name)
    if (!known) throw new Error(`There is no ${name} in this test.`)
    return known
  }
  const as = (name: string): Ctx =>
    createContext({
      db,
      sql: database.sql,
      clock,
      ids: systemIds,
      actor: actor(name),
      address: '127.0.0.1',
      log: silent,
      action: 'test',
      publish: (published) => changes.push(...published),
    })
  const incident = async (input: Partial<OpenByHand> = {}) => {
    const opened = await openByHand(as('Grace'), { title: 'Admin is failing', severity: 'high', ...input })
    changes.length = 0
    return opened
  }
  const alert = async (incidentId: string, endedAt: Date | null) => {
    const id = systemIds.next()
    await database.sql`insert into alerts (id, fingerprint, check_id, service_id, incident_id, severity, condition, started_at, opened_at, ended_at, says)
      values (${id}, ${id}, ${checkId}, ${serviceId}, ${incidentId}, 'critical', 'down', ${clock.now()}, ${clock.now()}, ${endedAt}, '503')`
  }
  return {
    db,
    sql: database.sql,
    clock,
    serviceId,
    /** What was handed to the engine and the screens since the last incident was made. */
    changes,
    pass: (ms: number) => {
      nowMs += ms
    },
    actor,
    as,
    incident,
    alert,
    async stop() {
      await closeSql(pool)
      await database.stop()
    },
  }
}
