import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { pbkdf2Sync, randomBytes } from 'node:crypto'
import { accessSync, constants, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { systemClock } from '@/server/runtime/clock'
import { closedPort } from '../http/testing'

/** Programs of servers lie where not everybody's PATH leads. */
const PLACES = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/usr/bin', '/usr/lib/rabbitmq/bin']

/** Where a program lies on this machine. What Debian has, `scripts/servers.mjs` installs before the tests. */
export function programOf(name: string): string | undefined {
  return PLACES.map((folder) => join(folder, name)).find((file) => {
    try {
      accessSync(file, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** A real server in a folder of its own, on a loopback port. */
export type Running = { readonly port: number; readonly folder: string; stop(): void }

const UP_WITHIN_MS = 60_000
const ASK_EVERY_MS = 30

type Start = {
  readonly program: string
  readonly args: (folder: string, port: number) => readonly string[]
  readonly env?: (folder: string, port: number) => Readonly<Record<string, string>>
  readonly prepare?: (folder: string, port: number) => void
  readonly tidy?: () => void
  readonly isUp?: (port: number) => Promise<boolean>
}

/** Starts a server and waits until its port accepts. `stop` ends it with all that it started. */
export async function running({ program, args, env, prepare, tidy, isUp = accepts }: Start): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-server-'))
  const port = await closedPort()
  prepare?.(folder, port)
  const child = spawn(program, args(folder, port), {
    cwd: folder,
    env: { ...process.env, ...env?.(folder, port) },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => {
      output = (output + bytes).slice(-4_000)
    })
  const stop = () => {
    killGroup(child)
    tidy?.()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  const untilMs = systemClock.elapsedMs() + UP_WITHIN_MS
  while (!(await isUp(port))) {
    if (child.exitCode !== null || systemClock.elapsedMs() > untilMs) {
      stop()
      throw new Error(`${program} did not start: ${output}`)
    }
    await systemClock.sleep(ASK_EVERY_MS)
  }
  return { port, folder, stop }
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect(port, '127.0.0.1')
    const end = (isUp: boolean) => {
      socket.destroy()
      done(isUp)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })

const asRoot = process.getuid?.() === 0 ? ['--user=root'] : []

/**
 * A MariaDB with the statements run in it, made by its own bootstrap mode.
 *
 * @param statements one a line
 */
export const mariadb = (program: string, statements: readonly string[], more: readonly string[] = []): Promise<Running> => {
  const common = (folder: string) => [
    '--no-defaults',
    ...asRoot,
    `--datadir=${folder}`,
    `--socket=${folder}/s`,
    '--innodb-buffer-pool-size=8M',
    '--innodb-log-file-size=4M',
    '--innodb-flush-method=nosync',
    '--aria-pagecache-buffer-size=1M',
  ]
  const system = (name: string) => readFileSync(join('/usr/share/mysql', name), 'utf8')
  return running({
    program,
    prepare(folder) {
      const input = [
        'create database mysql;',
        'use mysql;',
        'set @auth_root_socket=NULL;',
        system('mysql_system_tables.sql'),
        system('mysql_system_tables_data.sql'),
        'flush privileges;',
        ...statements,
        '',
      ].join('\n')
      const { status, stderr } = spawnSync(program, [...common(folder), '--bootstrap'], { input, encoding: 'utf8', timeout: 60_000 })
      if (status !== 0) throw new Error(`${program} could not be set up: ${stderr.slice(-2_000)}`)
    },
    args: (folder, port) => [...common(folder), `--port=${port}`, '--bind-address=127.0.0.1', ...more],
  })
}

/** Writes texts into files of the system's temporary folder, gone with the test that made them. */
export function filesOf(texts: Readonly<Record<string, string>>): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-files-'))
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text)
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** All of several that start beside one another; when one does not, those that did are stopped, and its reason is thrown. */
export async function allRunning<Starts extends readonly Promise<Running>[] | []>(starts: Starts) {
  const settled = await Promise.allSettled(starts)
  if (settled.some(({ status }) => status === 'rejected')) for (const one of settled) if (one.status === 'fulfilled') one.value.stop()
  return await Promise.all(starts)
}

/**
 * A Redis or Valkey that keeps nothing. With a certificate it speaks TLS alone.
 *
 * @param lines of its configuration file
 */
export const redisServer = (program: string, lines: readonly string[], tls?: Readonly<Record<'key' | 'cert', string>>): Promise<Running> =>
  running({
    program,
    prepare(folder, port) {
      for (const [name, text] of Object.entries(tls ?? {})) writeFileSync(join(folder, name), text, { mode: 0o600 })
      const listens = tls
        ? [`port 0`, `tls-port ${port}`, `tls-cert-file ${folder}/cert`, `tls-key-file ${folder}/key`, 'tls-auth-clients no']
        : [`port ${port}`]
      const quick = ['bind 127.0.0.1', 'save ""', 'appendonly no', 'repl-diskless-sync-delay 0']
      writeFileSync(join(folder, 'redis.conf'), `${[...listens, ...quick, ...lines].join('\n')}\n`)
    },
    args: (folder) => [`${folder}/redis.conf`],
  })

/** A dnsmasq that knows these records and asks nobody else. */
export const dnsmasq = (program: string, records: readonly string[], hosts: string): Promise<Running> =>
  running({
    program,
    prepare: (folder) => writeFileSync(join(folder, 'hosts'), hosts),
    args: (folder, port) => [
      '--keep-in-foreground',
      '--conf-file=/dev/null',
      '--pid-file',
      `--port=${port}`,
      '--listen-address=127.0.0.1',
      '--bind-interfaces',
      '--no-resolv',
      '--no-hosts',
      `--addn-hosts=${folder}/hosts`,
      ...(process.getuid?.() === 0 ? ['--user=root'] : []),
      ...records,
    ],
  })

/** A Mosquitto with one user, who may write under `open/` and read under `open/` and `kept/`. With a certificate it speaks TLS alone. */
export const mosquitto = (
  program: string,
  { user, password, tls }: { readonly user: string; readonly password: string; readonly tls?: Readonly<Record<'key' | 'cert', string>> },
): Promise<Running> =>
  running({
    program,
    prepare(folder, port) {
      const salt = randomBytes(12)
      const hash = pbkdf2Sync(password, salt, 101, 64, 'sha512')
      const files = {
        passwords: `${user}:$7$101$${salt.toString('base64')}$${hash.toString('base64')}\n`,
        rights: `user ${user}\ntopic readwrite open/#\ntopic readwrite kept/#\n`,
        'cert.pem': tls?.cert ?? '',
        'key.pem': tls?.key ?? '',
        'mosquitto.conf': [
          ...(process.getuid?.() === 0 ? ['user root'] : []),
          `listener ${port} 127.0.0.1`,
          'allow_anonymous false',
          `password_file ${folder}/passwords`,
          `acl_file ${folder}/rights`,
          'persistence false',
          ...(tls ? [`certfile ${folder}/cert.pem`, `keyfile ${folder}/key.pem`] : []),
          '',
        ].join('\n'),
      }
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o600 })
    },
    args: (folder) => ['-c', `${folder}/mosquitto.conf`],
  })

/** A RabbitMQ with one user, who may do everything. It finds a port mapper of Erlang's, and so leaves none behind as a daemon. */
export const rabbitmqServer = async (
  program: string,
  { user, password }: { readonly user: string; readonly password: string },
): Promise<Running> => {
  const [clusterPort, mapperPort] = await Promise.all([closedPort(), closedPort()])
  const mapper = spawn(programOf('epmd') ?? 'epmd', ['-port', String(mapperPort)], { stdio: 'ignore' })
  return await running({
    // What lies in the PATH changes to a user of its own.
    program: existsSync(RABBITMQ) ? RABBITMQ : program,
    prepare(folder, port) {
      writeFileSync(
        join(folder, 'rabbitmq.conf'),
        [`listeners.tcp.1 = 127.0.0.1:${port}`, `default_user = ${user}`, `default_pass = ${password}`, 'loopback_users = none', ''].join(
          '\n',
        ),
      )
      writeFileSync(join(folder, 'plugins'), '[].\n')
    },
    args: () => [],
    env: (folder) => ({
      HOME: folder,
      RABBITMQ_NODENAME: `plimsoll-${clusterPort}@localhost`,
      RABBITMQ_DIST_PORT: String(clusterPort),
      RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
      RABBITMQ_LOG_BASE: join(folder, 'log'),
      RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq'),
      RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'plugins'),
      RABBITMQ_PID_FILE: join(folder, 'pid'),
      ERL_EPMD_PORT: String(mapperPort),
    }),
    tidy: () => mapper.kill('SIGKILL'),
  })
}
const RABBITMQ = '/usr/lib/rabbitmq/bin/rabbitmq-server'
