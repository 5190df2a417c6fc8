import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { closeSql, connectSql } from '@/db/client'
import { readMigrations } from '@/db/migrate'
import { processesIn, signal } from '@/server/postgres/processes'
import { systemClock } from '@/server/runtime/clock'
import { systemIds } from '@/server/runtime/ids'
import { readEnvironment } from '@/server/settings/environment'
import { supervise } from './supervise'

/** One set of data for the file: each start after the first is a warm one. */
const folder = mkdtempSync(join(tmpdir(), 'plimsoll-test-'))
const data = join(folder, 'data')
const cluster = join(data, 'postgres', 'pg')
const note = `const note = (word) => require('node:fs').appendFileSync(${JSON.stringify(join(folder, 'notes'))}, word + '\\n');`
let said: string[]

beforeEach(() => {
  said = []
  writeFileSync(join(folder, 'notes'), '')
  write('engine', `note('engine started'); process.send({ kind: 'ready' })`)
  write(
    'web',
    `note('web started'); process.send({ kind: 'ready', url: 'http://127.0.0.1:' + process.env.PORT, lines: ['Set up at /setup'] })`,
  )
  writeFileSync(
    join(folder, 'sample.cjs'),
    `${note} note('sample started'); process.send({ kind: 'ready' }); process.on('SIGTERM', () => { note('sample stopped'); process.exit() }); setInterval(() => {}, 1000)`,
  )
})
afterAll(() => {
  for (const pid of processesIn(cluster)) signal(pid, 'SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

describe('the supervisor', () => {
  test('starts in order of dependence, says where, and stops in reverse, Postgres last', async () => {
    const running = start({ demo: true })
    await running.up()
    expect(said).toEqual([
      expect.stringMatching(/^Plimsoll runs at http:\/\/127\.0\.0\.1:\d+$/),
      'Set up at /setup',
      expect.stringMatching(/^The sample platform can be broken at http:\/\/127\.0\.0\.1:\d+$/),
      expect.stringMatching(/^What Plimsoll tells in the demo arrives at http:\/\/127\.0\.0\.1:\d+\/receivers$/),
    ])
    expect(processesIn(cluster).length).toBeGreaterThan(0)
    await running.stop()
    const [first, ...others] = notes()
    expect(first).toBe('sample started')
    expect(others.slice(0, 2).sort()).toEqual(['engine started', 'web started'])
    expect(others.slice(2)).toEqual(['web stopped', 'engine stopped', 'sample stopped'])
    expect(processesIn(cluster)).toEqual([])
  })

  test('tells the engine of a demo where the sample receives and with which secrets, and the sample where its answers go', async () => {
    const told = (words: readonly string[]) => `note(JSON.stringify([${words.map((word) => `process.env.${word}`).join()}]));`
    const shared = ['RECEIVERS_URL', 'SMTP_PORT', 'SLACK_SIGNING_SECRET', 'SLACK_BOT_TOKEN', 'PAGERDUTY_ROUTING_KEY'].map(
      (word) => `MARKETEDGE_${word}`,
    )
    write('engine', `${told(shared)} process.send({ kind: 'ready' })`)
    writeFileSync(
      join(folder, 'sample.cjs'),
      `${note} ${told([...shared, 'MARKETEDGE_SLACK_ACTIONS_URL'])} process.send({ kind: 'ready' }); process.on('SIGTERM', () => process.exit()); setInterval(() => {}, 1000)`,
    )
    const seen: unknown[][] = []
    for (const _start of ['first', 'second']) {
      const running = start({ demo: true })
      await running.up()
      await running.stop()
      seen.push(...notes().flatMap((word) => (word.startsWith('[') ? [JSON.parse(word) as unknown[]] : [])))
      writeFileSync(join(folder, 'notes'), '')
      said = []
    }
    const [sample = [], engine = [], , later = []] = seen
    expect(engine[0]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/receivers$/)
    expect(engine[4]).toMatch(/^.{32}$/)
    expect(sample.slice(0, 5)).toEqual(engine)
    expect(sample[5]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/v1\/inbound\/slack$/)
    expect(later.slice(2)).toEqual(engine.slice(2))
  })

  test('hands the children a migrated database and a secret that only this user can read', async () => {
    write('web', `note(process.env.DATABASE_URL); note(process.env.PLIMSOLL_SECRET); process.send({ kind: 'ready' })`)
    const running = start()
    await running.up()
    const [url = '', secret] = notes().filter((word) => !/started|stopped/.test(word))
    const sql = connectSql(url)
    expect(await sql`select count(*)::int as n from migrations`).toEqual([{ n: readMigrations().length }])
    await closeSql(sql)
    expect(readFileSync(join(data, 'secret'), 'utf8')).toBe(secret)
    expect(statSync(join(data, 'secret')).mode & 0o777).toBe(0o600)
    await running.stop()
  })

  test('refuses a second start on the same data, and takes over from one that was killed', async () => {
    const running = start()
    await running.up()
    await expect(start().ended).rejects.toThrow(`Plimsoll already runs on ${data} (process ${process.pid})`)
    await running.stop()
    writeFileSync(join(data, 'supervisor.lock'), '999999999 12345')
    const next = start()
    await next.up()
    await next.stop()
    expect(existsSync(join(data, 'supervisor.lock'))).toBe(false)
  })

  test('refuses a port that is taken, before anything is started', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await expect.poll(() => other.listening).toBe(true)
    const { port } = other.address() as { port: number }
    await expect(start({ port }).ended).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is in use by another program: stop it, or choose another port`,
    )
    expect(processesIn(cluster)).toEqual([])
    other.close()
  })

  test('starts Postgres again when it dies, on the same address', async () => {
    const running = start()
    await running.up()
    const before = processesIn(cluster)
    for (const pid of before) signal(pid, 'SIGKILL')
    await expect.poll(() => said, { timeout: 10_000 }).toContainEqual(expect.stringMatching(/^Postgres ended \(signal SIGKILL\)\./))
    const sql = connectSql(readFileSync(join(data, 'database-url'), 'utf8'))
    await expect.poll(() => sql`select 1 as n`.catch(() => []), { timeout: 10_000 }).toEqual([{ n: 1 }])
    await closeSql(sql)
    await running.stop()
  })

  test('stops everything when one of them refuses its configuration, and says why', async () => {
    write('engine', `process.send({ kind: 'refused', sentence: 'plimsoll.yaml: checks[0].interval is 0.' }, () => process.exit(78))`)
    await expect(start().ended).rejects.toThrow('plimsoll.yaml: checks[0].interval is 0.')
    expect(processesIn(cluster)).toEqual([])
  })

  test('that is stopped while it starts leaves nothing running', async () => {
    write('web', '')
    const running = start()
    await expect.poll(notes).toContain('engine started')
    await running.stop()
    expect(notes()).toContain('engine stopped')
    expect(processesIn(cluster)).toEqual([])
  })
})

function start({ demo = false, port = 0 } = {}) {
  const asked = new AbortController()
  const environment = readEnvironment({ PLIMSOLL_DATA_DIR: data, PORT: String(port) })
  const scripts = { engine: 'engine.cjs', web: 'web.cjs', sample: 'sample.cjs' }
  const plan = {
    root: folder,
    environment,
    variables: { PATH: '/usr/bin:/bin' },
    demo,
    scripts,
    clock: systemClock,
    ids: systemIds,
    say: (line: string) => void said.push(line),
  }
  const ended = supervise(plan, asked.signal)
  return {
    ended,
    up: () =>
      Promise.race([ended, expect.poll(() => said, { timeout: 15_000 }).toContainEqual(expect.stringMatching(/^Plimsoll runs at/))]),
    stop: () => {
      asked.abort(new Error('SIGTERM'))
      return ended
    },
  }
}

function write(role: 'engine' | 'web', code: string): void {
  const manners = `process.on('message', () => { note('${role} stopped'); process.exit() }); process.on('disconnect', () => process.exit()); setInterval(() => process.connected && process.send({ kind: 'alive' }), 200);`
  writeFileSync(join(folder, `${role}.cjs`), `${note} ${manners} ${code}`)
}

const notes = () => readFileSync(join(folder, 'notes'), 'utf8').trim().split('\n').filter(Boolean)
