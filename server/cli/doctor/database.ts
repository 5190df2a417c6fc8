import { readMigrations } from '@/db/migrate'
import { open, sealKey } from '../../access/seal'
import { findChromium } from '../../checks/types/browser/find'
import { DAY, formatDuration, MINUTE, SECOND } from '../../kernel/duration'
import { isRefusal } from '../../kernel/errors'
import { readDays } from '../../retention/queries'
import { dayOf } from '../../retention/rules/eligible'
import { within } from '../../runtime/deadline'
import type { CommandTools, Connection } from '../command'
import { bad, type DatabaseExamination, type Finding, fine, odd } from './examination'

/** Everything that the database itself can say. */
export const databaseExaminations: readonly DatabaseExamination[] = [
  { about: 'database', look: version },
  { about: 'database settings', look: settings },
  { about: 'migrations', look: migrations },
  { about: 'secret', look: secret },
  { about: 'clock', look: clock },
  { about: 'direct connection', look: notifications },
  { about: 'days of results', look: days },
  { about: 'locks', look: locks },
  { about: 'engine', look: engine },
  { about: 'browser', look: browser },
]

/** `DETACH … CONCURRENTLY` came with 14, and 14 ends in November 2026. Source: postgresql.org/support/versioning. */
const OLDEST_MAJOR = 15

async function version({ sql }: Connection): Promise<readonly Finding[]> {
  const [row] = await sql<
    { version: string; bytes: string }[]
  >`select current_setting('server_version') as version, pg_database_size(current_database()) as bytes`
  const { version: found = '0', bytes = '0' } = row ?? {}
  const size = `${Math.round(Number(bytes) / 1_048_576).toLocaleString('en-GB')} MiB`
  if (Number.parseInt(found, 10) < OLDEST_MAJOR) return [bad(`PostgreSQL ${found}`, `Plimsoll needs ${OLDEST_MAJOR} or newer.`)]
  return [fine(`PostgreSQL ${found}, ${size}`)]
}

async function settings({ sql }: Connection): Promise<readonly Finding[]> {
  const rows = await sql<{ name: string; setting: string }[]>`
    select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'max_connections', 'server_encoding', 'transaction_read_only')`
  const [used] = await sql<{ n: number }[]>`select count(*)::int as n from pg_stat_activity where backend_type = 'client backend'`
  const value = new Map(rows.map(({ name, setting }) => [name, setting]))
  const found: Finding[] = []
  for (const name of ['fsync', 'full_page_writes'])
    if (value.get(name) === 'off')
      found.push(odd(`${name} is off: a power failure may destroy the data`, `Set ${name} = on in postgresql.conf.`))
  if (value.get('server_encoding') !== 'UTF8')
    found.push(
      bad(`the encoding is ${value.get('server_encoding')}`, 'Make a database with ENCODING UTF8; messages of targets hold any character.'),
    )
  if (value.get('transaction_read_only') === 'on') found.push(bad('it takes no writes', 'DATABASE_URL names a replica: name the primary.'))
  const most = Number(value.get('max_connections'))
  if (used && used.n > most * 0.8)
    found.push(
      odd(`${used.n} of ${most} connections are in use`, 'Raise max_connections, or look who holds them: select * from pg_stat_activity.'),
    )
  return found.length > 0 ? found : [fine(`as they should be; ${used?.n} of ${most} connections are in use`)]
}

async function migrations({ sql }: Connection): Promise<readonly Finding[]> {
  const expected = readMigrations()
  const applied = new Set((await sql<{ name: string }[]>`select name from migrations`).map(({ name }) => name))
  const missing = expected.filter(({ name }) => !applied.has(name)).map(({ name }) => name)
  const newer = [...applied].filter((name) => !expected.some((ours) => ours.name === name))
  if (missing.length > 0) return [bad(`${missing.join(', ')} not applied`, 'Start Plimsoll: it applies them before anything else.')]
  if (newer.length > 0) return [bad(`${newer.join(', ')} from a newer Plimsoll`, 'Start the newer version; this one may misread the data.')]
  return [fine(`all ${expected.length} applied`)]
}

async function secret({ sql, secret: given }: Connection): Promise<readonly Finding[]> {
  const [row] = await sql<{ sealed: string }[]>`select sealed from key_check`
  if (!row) return [fine('the first start has yet to note it')]
  try {
    open(row.sealed, sealKey(given, 'key-check'))
    return [fine('is the one that this database was set up with')]
  } catch (cause) {
    if (!isRefusal(cause)) throw cause
    return [
      bad(
        'is not the one that this database was set up with: stored credentials cannot be opened, and everybody is signed out',
        'Set PLIMSOLL_SECRET to the one used before, or restore the file `secret` of the data folder from a backup.',
      ),
    ]
  }
}

/** Leases last ten seconds; clocks that differ by more than a second make their ends a matter of luck. */
const MOST_SKEW_MS = SECOND

async function clock({ sql }: Connection, tools: CommandTools): Promise<readonly Finding[]> {
  const before = tools.clock.now().getTime()
  const [row] = await sql<{ at: Date }[]>`select clock_timestamp() as at`
  const after = tools.clock.now().getTime()
  const skewMs = (row?.at.getTime() ?? 0) - (before + after) / 2
  if (Math.abs(skewMs) <= MOST_SKEW_MS + (after - before)) return [fine('agrees with that of the database')]
  return [
    odd(
      `that of the database is ${formatDuration(Math.abs(skewMs))} ${skewMs > 0 ? 'ahead' : 'behind'}`,
      'Switch on time synchronisation on both machines (systemd-timesyncd, chrony).',
    ),
  ]
}

/** LISTEN and locks of a session do not survive a pooler that gives each transaction another connection. */
async function notifications({ sql }: Connection, tools: CommandTools): Promise<readonly Finding[]> {
  const channel = `doctor_${tools.ids.next().replaceAll('-', '')}`
  const { promise: heard, resolve } = Promise.withResolvers<void>()
  const { unlisten } = await sql.listen(channel, () => resolve())
  try {
    await sql.notify(channel, '')
    await within(tools.clock, 3 * SECOND, 'A notification', heard)
    return [fine('LISTEN works: no pooler stands between')]
  } catch {
    return [
      bad(
        'a notification did not arrive',
        'A pooler in transaction mode stands between: let DATABASE_URL name the database itself, or a pooler in session mode.',
      ),
    ]
  } finally {
    await unlisten()
  }
}

async function days({ sql }: Connection, tools: CommandTools): Promise<readonly Finding[]> {
  const today = dayOf(tools.clock.now())
  const tables = await readDays(sql)
  const attached = tables.filter(({ state }) => state === 'attached').map(({ day }) => day)
  const begun = tables.filter(({ state }) => state !== 'attached')
  const found: Finding[] = []
  if (!attached.includes(today)) found.push(bad('there is none for today', 'The engine makes it: look whether it runs, and at its log.'))
  else if (!attached.includes(today + 1))
    found.push(odd('there is none for tomorrow', 'The engine makes them seven ahead: look at its log.'))
  if (begun.length > 0)
    found.push(
      odd(
        `${begun.length} half dropped (${begun.map(({ table }) => table).join(', ')})`,
        'The next clean-up of the engine finishes them, within the hour.',
      ),
    )
  const oldest = attached[0] === undefined ? 'none' : new Date(attached[0] * DAY).toISOString().slice(0, 10)
  return found.length > 0 ? found : [fine(`${attached.length}, the oldest ${oldest}`)]
}

async function locks({ sql }: Connection, tools: CommandTools): Promise<readonly Finding[]> {
  const since = new Date(tools.clock.now().getTime() - MINUTE)
  const [row] = await sql<{ waiting: number; long: number; names: string | null }[]>`
    select count(*) filter (where wait_event_type = 'Lock' and query_start < ${since})::int as waiting,
      count(*) filter (where xact_start < ${since})::int as long,
      string_agg(distinct application_name, ', ') filter (where xact_start < ${since}) as names
    from pg_stat_activity where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`
  if (row && row.waiting > 0)
    return [
      bad(
        `${row.waiting} queries have waited for more than a minute`,
        'select pid, pg_blocking_pids(pid), query from pg_stat_activity says for whom.',
      ),
    ]
  if (row && row.long > 0)
    return [
      odd(
        `${row.long} transactions are open for more than a minute (${row.names})`,
        'They keep old days from being dropped; end what they belong to.',
      ),
    ]
  return [fine('nobody waits')]
}

async function engine({ sql }: Connection, tools: CommandTools): Promise<readonly Finding[]> {
  const [lease] = await sql<
    { holder: string; epoch: string; expires_at: Date }[]
  >`select holder, epoch, expires_at from leases where name = 'engine'`
  if (!lease) return [odd('none has ever watched with this database', 'npm start starts one.')]
  const overMs = tools.clock.now().getTime() - lease.expires_at.getTime()
  if (overMs > 0) return [odd(`none watches since ${formatDuration(overMs)}`, 'npm start starts one; until then nothing is checked.')]
  return [fine(`watches (holder ${lease.holder}, ${lease.epoch}. life)`)]
}

/** Only checks of that type need one. */
async function browser({ sql }: Connection): Promise<readonly Finding[]> {
  const [row] = await sql<{ n: number }[]>`select count(*)::int as n from checks where type = 'browser' and removed_at is null`
  const checks = `${row?.n ?? 0} ${row?.n === 1 ? 'check goes' : 'checks go'} through pages`
  const { program, missing } = findChromium()
  if (program !== undefined) return [fine(`${program}; ${checks}`)]
  if (!row?.n) return [fine(`${missing}; no check needs one`)]
  return [bad(`${missing}. ${checks} and can see nothing`, 'Install one where the engine runs, and run this there as the same user.')]
}
