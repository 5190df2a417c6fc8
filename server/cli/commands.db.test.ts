import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeSql, connectSql, drizzleOver } from '@/db/client'
import { testDatabase } from '@/db/testing/database'
import { verifySecret } from '../access/verbs/prepare-access'
import { DAY } from '../kernel/duration'
import { makePartitions } from '../pipeline/commit'
import { systemClock } from '../runtime/clock'
import { systemIds } from '../runtime/ids'
import { projectRoot } from '../runtime/root'
import { commands } from './commands/registry'
import { run } from './run'
import { createCommandTools } from './tools'

const database = await testDatabase()
const { sql } = database
const folder = mkdtempSync(join(tmpdir(), 'plimsoll-test-'))
const SECRET = 'a secret for tests that is quite long enough'
const target = createServer((request, response) => response.writeHead(request.url === '/broken' ? 503 : 200).end('{"ok":true}'))

beforeAll(async () => {
  target.listen(0, '127.0.0.1')
  await once(target, 'listening')
})
afterAll(async () => {
  target.close()
  await database.stop()
  rmSync(folder, { recursive: true })
})

/** `plimsoll …` as a shell would run it in `folder`. */
async function plimsoll(words: string, { input = '', ...variables }: Record<string, string> = {}) {
  const said = { out: '', err: '' }
  const { tools, close } = createCommandTools({
    clock: systemClock,
    ids: systemIds,
    variables: { DATABASE_URL: database.url, PLIMSOLL_SECRET: SECRET, PLIMSOLL_DATA_DIR: folder, PORT: '0', ...variables },
    root: projectRoot(),
    cwd: folder,
    input: Readable.from([input]),
    demo: false,
  })
  const code = await run(words.split(' '), {
    commands,
    tools,
    shell: {
      out: (text) => {
        said.out += text
      },
      err: (text) => {
        said.err += text
      },
    },
  })
  await close()
  return { code, ...said }
}
const write = (text: string) => writeFileSync(join(folder, 'plimsoll.yaml'), text)
const base = () => `http://127.0.0.1:${(target.address() as AddressInfo).port}`
const declaration = (more = '') => `
services: [{ name: shop }, { name: stock }]
checks:
  - { name: front-page, service: shop, type: http, options: { url: "${base()}/", auth: { bearer: hunter2hunter2 } } }
  - { name: check-out, service: shop, type: http, options: { url: "${base()}/broken" } }
${more}`

describe('apply', () => {
  test('shows the difference first, makes it so, and then finds nothing to do', async () => {
    write(declaration())
    const dry = await plimsoll('apply plimsoll.yaml --dry-run')
    expect(dry).toMatchObject({ code: 0, err: '' })
    expect(dry.out).toContain('+ service shop\n')
    expect(dry.out).toContain('It would be: 4 created, 0 changed, 0 taken out of use.\n')
    expect(await sql`select 1 from services`).toHaveLength(0)

    expect((await plimsoll('apply plimsoll.yaml')).out).toContain('\n4 created, 0 changed, 0 taken out of use.\n')
    expect((await plimsoll('apply plimsoll.yaml')).out).toBe('Everything is as declared already.\n')
    const audited = await sql`select actor_name, action, after from audit_log where action = 'configuration.apply'`
    expect(audited).toMatchObject([
      { actor_name: 'Plimsoll', after: { file: 'plimsoll.yaml', steps: expect.arrayContaining(['create service shop']) } },
    ])
  })
  test('names the fields that change, and takes out of use only with --prune', async () => {
    write(declaration().replace(', { name: stock }', '').replace('name: front-page', 'name: front-page, interval: 90s'))
    const facts = JSON.parse((await plimsoll('apply plimsoll.yaml --dry-run --json')).out)
    expect(facts.steps).toEqual([
      { noun: 'service', name: 'stock', does: 'undeclared', fields: [] },
      { noun: 'check', name: 'front-page', does: 'change', fields: [{ name: 'interval', before: '1min', after: '90s' }] },
    ])
    expect((await plimsoll('apply plimsoll.yaml --prune')).out).toBe(
      '- service stock\n~ check front-page (interval: 1min → 90s)\n0 created, 1 changed, 1 taken out of use.\n',
    )
    write(declaration())
    await plimsoll('apply plimsoll.yaml')
  })
  test('shows the rest of the difference of what would be refused, and why it would be', async () => {
    const id = '00000000-0000-7000-8000-000000000077'
    await sql`
      insert into segments (id, name, title, customers, reach, source, created_at)
      select ${id}, 'of-the-api', 'Of the API', 5, jsonb_build_object(id::text, 1), 'api', now() from services where name = 'stock' and removed_at is null`
    write(declaration().replace(', { name: stock }', '').replace('name: front-page', 'name: front-page, interval: 90s'))
    const dry = await plimsoll('apply plimsoll.yaml --prune --dry-run')
    expect(dry.code).toBe(2)
    expect(dry.out).toContain(
      '- service stock\n~ check front-page (interval: 1min → 90s)\nIt would be: 0 created, 1 changed, 1 taken out of use.\n',
    )
    expect(dry.out).toContain('! It would be refused: The service stock is still used by the segment of-the-api; declare the service')
    expect((await plimsoll('apply plimsoll.yaml --prune')).err).toContain('The service stock is still used by the segment of-the-api;')
    await sql`delete from segments where id = ${id}`
    write(declaration())
  })
  test('says what would go wrong with whom to tell, and does it all the same', async () => {
    const pager = `
channels: [{ name: hook, kind: webhook, options: { url: "https://hook.example/in", secret: "0123456789abcdef0123456789abcdef" } }]
schedules: [{ name: first, layers: [{ people: [bo@example.com], starts: 2026-11-02 }] }]
policies: [{ name: night, steps: [{ tell: [{ channel: hook }] }, { tell: [{ schedule: first }] }] }]`
    write(declaration(pager))
    for (const flag of [' --dry-run', '']) {
      const { code, out } = await plimsoll(`apply plimsoll.yaml${flag}`)
      expect(code).toBe(0)
      expect(out).toContain(
        '! policy night: steps[1].tell reaches nobody now (bo@example.com has no way to be reached); an incident at that moment would be told to nobody\n',
      )
      expect(out).toContain('! schedule first: layers[0].people[0] bo@example.com has no way to be reached, so nobody would be told;')
    }
    write(declaration())
    await plimsoll('apply plimsoll.yaml --prune')
  })
  test('says whom a channel leaves unreachable that it takes out of use, before it does and when it did', async () => {
    const pager = (channels: string) => `
channels: [${channels}]
policies: [{ name: night, steps: [{ tell: [{ person: bo@example.com }] }] }]`
    write(declaration(pager('{ name: mail, kind: email, options: { from: ops@example.com, host: mail.example } }')))
    expect((await plimsoll('apply plimsoll.yaml')).out).not.toContain('!')
    write(declaration(pager('')))
    for (const flag of [' --dry-run', '']) {
      const { code, out } = await plimsoll(`apply plimsoll.yaml --prune${flag}`)
      expect(code).toBe(0)
      expect(out).toContain('! file plimsoll.yaml: people have no way to be reached any more: bo@example.com; declare a contact')
      expect(out).toContain('! policy night: steps[0].tell reaches nobody now (bo@example.com has no way to be reached);')
    }
    write(declaration())
    await plimsoll('apply plimsoll.yaml --prune')
  })
  test('takes what was printed of another tool as it is', async () => {
    writeFileSync(join(folder, 'config.yaml'), 'endpoints: [{ name: Front, url: "http://front.example", conditions: ["[STATUS] == 200"] }]')
    const imported = await plimsoll('import gatus config.yaml')
    expect(imported).toMatchObject({ code: 0, err: '', out: expect.stringContaining('# Everything was carried over.') })
    const { out } = await plimsoll('apply - --dry-run', { input: imported.out })
    expect(out).toContain('+ check front')
    expect((await plimsoll('import nagios x')).err).toContain('There is no importer for "nagios"; there are uptime-kuma, gatus, blackbox.')
    expect((await plimsoll('import gatus')).err).toContain('Name what is to be imported: plimsoll import gatus config.yaml.')
    expect((await plimsoll('import')).err).toContain('must begin with a tool')
  })
  test('refuses a bad file whole, with each fault', async () => {
    write(declaration('settings: { retention.result: 3d }\nstreams: [{ name: s, currency: GPB, perHour: 1, dependsOn: { shopp: 1 } }]'))
    const refused = await plimsoll('apply plimsoll.yaml')
    expect(refused.code).toBe(2)
    expect(refused.err).toContain('"GPB" is not a currency')
    write(declaration('settings: { retention.result: 3d }'))
    expect(await plimsoll('apply plimsoll.yaml')).toMatchObject({ code: 2, err: expect.stringContaining('The settings cannot be used') })
    expect(await plimsoll('apply missing.yaml')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/missing\.yaml cannot be read: ENOENT/),
    })
    expect(await sql`select 1 from streams`).toHaveLength(0)
  })
  test('reads from standard input, and says when settings take hold', async () => {
    const { out } = await plimsoll('apply -', { input: declaration('settings: { retention.results: 3d }') })
    expect(out).toContain('hold from the next start on')
  })
})

describe('check run', () => {
  test('of a check that passes ends with 0, and shows where the time went and what held', async () => {
    const { code, out } = await plimsoll('check run front-page')
    expect(code).toBe(0)
    expect(out).toMatch(/^PASS {2}Front page {2}200 .*\n {2}http .*\n {2}name .* first byte .*\n( {2}✓ .*\n)+$/)
  })
  test('of a check that fails ends with 1, and shows what did not hold and how to repeat it', async () => {
    const { code, out } = await plimsoll('check run check-out')
    expect(code).toBe(1)
    expect(out).toMatch(/^FAIL {2}Check out {2}503/)
    expect(out).toMatch(/\n {2}✗ .*, got 503/)
    expect(out).toContain('To repeat it: curl ')
  })
  test('stores nothing, and shows no secret', async () => {
    const said = await plimsoll('check run front-page --json')
    expect(JSON.parse(said.out)).toMatchObject({ name: 'front-page', outcome: 'pass', code: 200, phases: { dnsMs: expect.any(Number) } })
    expect(said.out + said.err).not.toContain('hunter2hunter2')
    expect(await sql`select 1 from results`).toHaveLength(0)
  })
  test('takes a check from a file without a Plimsoll that runs', async () => {
    write(declaration())
    expect(await plimsoll('check run check-out --file plimsoll.yaml', { DATABASE_URL: '' })).toMatchObject({ code: 1 })
  })
  test('of a name that nobody has ends with 2 and proposes one', async () => {
    expect(await plimsoll('check run front-pag')).toEqual({
      code: 2,
      out: '',
      err: 'There is no check "front-pag"; did you mean "front-page"?\n',
    })
  })
})

describe('a command that needs Plimsoll', () => {
  test('says how to start it when it does not run, and ends with 3', async () => {
    const { code, err } = await plimsoll('check run front-page', { DATABASE_URL: '' })
    expect(code).toBe(3)
    expect(err).toBe(
      `Plimsoll does not run on ${folder}: start it with npm start. For the demo, add --demo; for a database of your own, set DATABASE_URL and PLIMSOLL_SECRET.\n`,
    )
  })
  test('finds the one that runs by what its supervisor wrote', async () => {
    writeFileSync(join(folder, 'database-url'), database.url)
    writeFileSync(join(folder, 'secret'), SECRET)
    expect((await plimsoll('check run front-page', { DATABASE_URL: '', PLIMSOLL_SECRET: '' })).code).toBe(0)
    writeFileSync(join(folder, 'database-url'), 'postgres:///plimsoll?host=/nowhere&user=plimsoll')
    expect((await plimsoll('check run front-page', { DATABASE_URL: '' })).code).toBe(3)
    rmSync(join(folder, 'database-url'))
  })
})

describe('reset-password', () => {
  test('shows a made password once, and none that was given', async () => {
    const [id, now] = [systemIds.next(), systemClock.now()]
    await sql`insert into people (id, name, email, email_verified, role, created_at, updated_at) values (${id}, 'Ada', 'ada@example.com', true, 'admin', ${now}, ${now})`
    await sql`insert into accounts (id, account_id, provider_id, user_id, password, created_at, updated_at) values (${id}, ${id}, 'credential', ${id}, 'old', ${now}, ${now})`
    const hash = async () => (await sql`select password from accounts`)[0]?.password
    const made = await plimsoll('reset-password Ada@example.com')
    expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^The password of Ada is changed.*\nThe new password is \S{12,}\n/) })
    const before = await hash()
    expect(before).not.toBe('old')
    const given = await plimsoll('reset-password ada@example.com --stdin', { input: 'correct horse battery\n' })
    expect(given).toEqual({ code: 0, out: 'The password of Ada is changed, and their sessions are ended.\n', err: '' })
    expect(await hash()).not.toBe(before)
  })
  test('refuses a short one, and somebody who is not there', async () => {
    expect(await plimsoll('reset-password ada@example.com --stdin', { input: 'short' })).toMatchObject({ code: 2 })
    expect(await plimsoll('reset-password eve@example.com')).toEqual({ code: 2, out: '', err: 'Nobody has the address eve@example.com.\n' })
  })
})

describe('backup and restore', () => {
  test('a backup is one file for this user alone, verifies, and overwrites nothing', async () => {
    const made = await plimsoll('backup monday.backup')
    expect(made).toMatchObject({ code: 0, err: '' })
    expect(made.out).toContain('PLIMSOLL_SECRET is not in it.')
    expect(statSync(join(folder, 'monday.backup')).mode & 0o777).toBe(0o600)
    const dry = await plimsoll('restore monday.backup --dry-run')
    expect(dry.out).toMatch(/monday\.backup is whole: made by Plimsoll .*\nNothing was changed\.\n$/s)
    const again = await plimsoll('backup monday.backup')
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining('is there already, and a backup never overwrites') })
  })

  test('the secret is in it only when asked for, and comes out by the passphrase', async () => {
    await plimsoll('backup with-key.backup --with-key -', { input: 'correct horse battery\n' })
    const shown = await plimsoll('restore with-key.backup --show-key -', { input: 'correct horse battery\n' })
    expect(shown).toMatchObject({ code: 0, out: `${SECRET}\n` })
    const none = await plimsoll('restore monday.backup --show-key -', { input: 'correct horse battery\n' })
    expect(none).toMatchObject({ code: 2, err: expect.stringContaining('was made without --with-key') })
  })

  test('an installation that is not empty is replaced only when asked for, and what goes is kept first', async () => {
    write('services: [{ name: standing }]')
    expect((await plimsoll('apply plimsoll.yaml')).code).toBe(0)
    const refused = await plimsoll('restore monday.backup')
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('The installation is not empty') })
    const replaced = await plimsoll('restore monday.backup --replace')
    expect(replaced).toMatchObject({ code: 0, err: '' })
    const kept = /What stood here is kept in (\S+)\.\n/.exec(replaced.out)?.[1] ?? ''
    expect((await plimsoll(`restore ${kept} --dry-run`)).code).toBe(0)
  })
})

describe('doctor', () => {
  const examined = async (variables: Record<string, string> = {}) => {
    const { code, out } = await plimsoll('doctor --json', variables)
    const { found } = JSON.parse(out) as { found: { about: string; status: string; says: string; wayOut?: string }[] }
    return {
      code,
      found,
      of: (about: string) => found.filter((one) => one.about === about).map(({ status, says }) => `${status}: ${says}`),
    }
  }
  test('finds what it looks at, and for all that is not fine a way out', async () => {
    chmodSync(folder, 0o755)
    await makePartitions(sql, new Date(systemClock.now().getTime() - DAY), 9)
    const { code, found, of } = await examined()
    expect(of('data folder')[0]).toMatch(/^odd: .* can be entered by other users/)
    expect(of('database')[0]).toMatch(/^fine: PostgreSQL 18/)
    expect(of('database settings')).toContainEqual(expect.stringMatching(/^odd: fsync is off/))
    expect(of('direct connection')).toEqual(['fine: LISTEN works: no pooler stands between'])
    expect(of('days of results')[0]).toMatch(/^fine: 9, the oldest/)
    expect(of('clock')).toEqual(['fine: agrees with that of the database'])
    expect(of('engine')).toEqual(['odd: none has ever watched with this database'])
    expect(of('browser')[0]).toMatch(/^fine: .*(no check needs one|0 checks go through pages)$/)
    expect(found.filter(({ status, wayOut }) => status !== 'fine' && !wayOut)).toEqual([])
    expect(code).toBe(0)
  })
  test('ends with 1 for a wrong secret, a missing migration and a missing day', async () => {
    const pool = connectSql(database.url, { max: 1 })
    await verifySecret({ db: drizzleOver(pool), clock: systemClock }, 'another secret that is just as long as it has to be')
    await closeSql(pool)
    await sql`delete from migrations where number = 2`
    for (const { relname } of await sql`select relname from pg_class where relname ~ '^results_2'  and relkind = 'r'`)
      await sql.unsafe(`drop table ${relname}`)
    const { code, of } = await examined()
    expect(code).toBe(1)
    expect(of('secret')[0]).toMatch(/^bad: is not the one/)
    expect(of('migrations')[0]).toMatch(/^bad: 0002_\w+\.sql not applied/)
    expect(of('days of results')).toEqual(['bad: there is none for today'])
  })
  test('says what it can while Plimsoll does not run', async () => {
    const { code, found, of } = await examined({ DATABASE_URL: '' })
    expect([code, found.at(-1)?.about]).toEqual([1, 'database'])
    expect(of('supervisor')[0]).toMatch(/^odd: Plimsoll does not run/)
  })
})
