import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test'
import { connectPlimsoll, type Plimsoll, type Schemas } from '@/clients/typescript/client'
import { closeSql, connectSql, type Sql } from '@/db/client'
import type { Role } from '@/server/access/model'
import { systemClock } from '@/server/runtime/clock'
import { systemIds } from '@/server/runtime/ids'
import { projectRoot } from '@/server/runtime/root'
import { undocumented } from './as-documented'
import { type Declared, hurriedConfig } from './hurried-config'
import { type MovedTime, movedTime } from './moved-time'
import { familyOf, signal } from './processes'
import { type Platform, samplePlatform } from './sample-platform'

export type Part = 'engine' | 'web' | 'supervisor'
export type Answer = { readonly status: number; readonly body: unknown; readonly text: string }
export type Asking = { readonly cookie?: string; readonly key?: string | null; readonly body?: object }

/** A Plimsoll of its own, as `npm start` runs it, with the sample platform beside it. */
export type World = {
  readonly url: string
  /** What it signs with. */
  readonly secret: string
  /** The link that makes the first administrator, as `npm start` printed it; only a world that is no demo has one. */
  readonly setupLink: string
  readonly declared: Declared
  /** The sample platform; only a demo has one. */
  readonly platform: Platform
  /** Its time; only a world that was started so has one that can be moved. */
  readonly time: MovedTime
  /** To look at what is stored; nothing is written with it. */
  readonly sql: Sql
  /** One request to the API as the key of the environment, as a session, or (with `key: null`) as nobody. An answer that is not as documented is an error. */
  ask(method: string, path: string, asking?: Asking): Promise<Answer>
  /** The typed client, as the key of the environment. */
  readonly api: Plimsoll
  /** A new page of somebody who is signed in; who is not there yet is added. */
  personNamed(name: string, role: Role, options?: BrowserContextOptions): Promise<Page>
  /** The cookie of a new session of somebody; who is not there yet is added. */
  cookieOf(name: string, role: Role): Promise<string>
  person(name: string): Promise<Schemas['Person']>
  /** Somebody with a browser of their own who is not signed in. */
  stranger(options?: BrowserContextOptions): Promise<Page>
  /** Kills a process outright; the supervisor starts its children again. */
  kill(part: Part): void
  /** Stops a process in the middle of what it does, until the returned function is called. */
  freeze(part: Part): () => void
  pidOf(part: Part): number
  /** Undefined while it does not run. */
  findPid(part: Part): number | undefined
  /** Closes every browser window. */
  leave(): Promise<void>
  /** Repairs the platform and waits until nothing is open. */
  calm(): Promise<void>
  stop(): Promise<void>
}

export type WorldOptions = {
  readonly demo?: boolean
  readonly declared?: Declared
  /** Its clocks can be set forward. */
  readonly timeMoves?: boolean
}

const KEY = `plimsoll-e2e-${systemIds.secret(24)}`
const PASSWORD = 'correct horse battery staple'
const START_MS = 120_000
const STOP_MS = 30_000
const CALM_MS = 120_000
const LOOK_MS = 100
const JOURNAL_LINES = 20
const RUNS_AT = /^Plimsoll runs at (\S+)/
const CONTROL_AT = /can be broken at (\S+)/
const SETUP_AT = /Set it up within a week at (\S+)/

/** Starts it, and waits until everybody may come in; a world with a platform also until every check has passed. */
export async function startWorld(
  browser: Browser,
  { demo = true, declared = hurriedConfig(), timeMoves = false }: WorldOptions = {},
): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'plw-'))
  const time = timeMoves ? await movedTime(folder) : undefined
  const config = join(folder, 'plimsoll.yaml')
  // JSON is YAML.
  if (demo) writeFileSync(config, JSON.stringify(declared))
  const environment = {
    NODE_ENV: 'production' as const,
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    TMPDIR: process.env.TMPDIR,
    PORT: '0',
    PLIMSOLL_DATA_DIR: join(folder, 'data'),
    ...time?.environment,
    ...(demo && { PLIMSOLL_CONFIG: config, PLIMSOLL_API_KEY: KEY }),
  }
  const supervisor = fork(join(projectRoot(), 'dist', 'supervisor.js'), demo ? ['--demo'] : [], {
    env: environment,
    cwd: projectRoot(),
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const contexts = new Set<BrowserContext>()
  let sql: Sql | undefined
  const stop = async () => {
    for (const context of contexts) await context.close()
    if (sql) await closeSql(sql)
    await end(supervisor)
    await time?.close()
    rmSync(folder, { recursive: true, force: true })
  }

  try {
    const said = await started(supervisor, demo ? CONTROL_AT : SETUP_AT)
    const url = found(said, RUNS_AT)
    const platform = demo ? await samplePlatform(found(said, CONTROL_AT)) : undefined
    sql = connectSql(readFileSync(join(folder, 'data', 'database-url'), 'utf8'), { max: 2, name: 'e2e' })
    const secret = readFileSync(join(folder, 'data', 'secret'), 'utf8').trim()
    const world = worldOf({ url, secret, said, declared, platform, time, sql, supervisor, browser, contexts, stop })
    if (demo) await world.calm()
    return world
  } catch (cause) {
    const journal = journalIn(folder)
    await stop()
    throw new Error(`${cause instanceof Error ? cause.message : String(cause)}\nIts journal ends with:\n${journal}`, { cause })
  }
}

/** The last that its processes wrote, for when something went wrong. */
function journalIn(folder: string): string {
  const file = join(folder, 'data', 'plimsoll.log')
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-JOURNAL_LINES).join('\n') : 'nothing'
}

type Parts = Pick<World, 'url' | 'secret' | 'declared' | 'sql' | 'stop'> & {
  readonly said: readonly string[]
  readonly platform: Platform | undefined
  readonly time: MovedTime | undefined
  readonly supervisor: ChildProcess
  readonly browser: Browser
  readonly contexts: Set<BrowserContext>
}

function worldOf({ url, secret, said, declared, platform, time, sql, supervisor, browser, contexts, stop }: Parts): World {
  const ask = async (method: string, path: string, { cookie, key = KEY, body }: Asking = {}): Promise<Answer> => {
    const answer = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(cookie ? { cookie, origin: url } : key && { authorization: `Bearer ${key}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    const said = { status: answer.status, text, body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text }
    const lie = undocumented(method, new URL(path, url).pathname, { ...said, type: answer.headers.get('content-type') ?? '' })
    if (lie) throw new Error(lie)
    return said
  }

  const api = connectPlimsoll({ url, key: KEY })
  const people = async () => {
    const { data, error } = await api.GET('/api/v1/people')
    if (error) throw new Error(error.title)
    return data
  }
  const servicesNow = async () => {
    const { data, error } = await api.GET('/api/v1/services')
    if (error) throw new Error(error.title)
    return data.services
  }
  const person = async (name: string): Promise<Schemas['Person']> => {
    const there = (await people()).find((one) => one.name === name)
    if (!there) throw new Error(`Nobody is called ${name}.`)
    return there
  }
  const ensure = async (name: string, role: Role): Promise<Schemas['Person']> => {
    const there = (await people()).find((one) => one.name === name && one.role === role)
    if (there) await must(ask('POST', `/api/v1/people/${there.id}/password`, { body: { password: PASSWORD } }))
    else await must(ask('POST', '/api/v1/people', { body: { name, role, password: PASSWORD, email: `${name}-${role}@people.example` } }))
    return await person(name)
  }
  const cookieOf = async (name: string, role: Role): Promise<string> => {
    const { email } = await ensure(name, role)
    const answer = await fetch(`${url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: PASSWORD }),
    })
    if (!answer.ok) throw new Error(`${name} could not sign in: ${answer.status} ${await answer.text()}`)
    return answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ')
  }

  const stranger = async (options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext({ baseURL: url, ...options })
    contexts.add(context)
    return await context.newPage()
  }
  const findPid = (part: Part): number | undefined =>
    part === 'supervisor' ? supervisor.pid : familyOf(supervisor.pid ?? 0).find(({ command }) => command.includes(`dist/${part}.js`))?.pid
  const pidOf = (part: Part): number => {
    const pid = findPid(part)
    if (pid === undefined) throw new Error(`The ${part} does not run.`)
    return pid
  }

  return {
    url,
    secret,
    get setupLink() {
      return found(said, SETUP_AT)
    },
    declared,
    sql,
    ask,
    api,
    cookieOf,
    person,
    stranger,
    findPid,
    pidOf,
    stop,
    get platform() {
      if (!platform) throw new Error('This world has no sample platform.')
      return platform
    },
    get time() {
      if (!time) throw new Error('The time of this world does not move.')
      return time
    },
    async personNamed(name, role, options) {
      const cookie = await cookieOf(name, role)
      const page = await stranger(options)
      const pairs = cookie.split('; ').map((pair) => pair.split(/=(.*)/s))
      await page.context().addCookies(pairs.map(([key = '', value = '']) => ({ name: key, value, url })))
      return page
    },
    kill: (part) => signal(pidOf(part), 'SIGKILL'),
    freeze(part) {
      const pid = pidOf(part)
      signal(pid, 'SIGSTOP')
      return () => signal(pid, 'SIGCONT')
    },
    async leave() {
      for (const context of contexts) await context.close()
      contexts.clear()
    },
    async calm() {
      await platform?.repairAll()
      const late = AbortSignal.timeout(CALM_MS)
      for (;;) {
        const open = await sql`select title from incidents where state <> 'resolved'`
        const notUp = (await servicesNow()).filter(({ status }) => status !== 'up')
        if (open.length === 0 && notUp.length === 0) return
        if (late.aborted)
          throw new Error(
            `The world did not become calm in ${CALM_MS / 1000} s: ${JSON.stringify({ open, notUp: notUp.map(({ name, status }) => `${name} ${status}`) })}`,
          )
        await systemClock.sleep(LOOK_MS)
      }
    },
  }
}

/** What it says until it has said this. */
async function started(supervisor: ChildProcess, last: RegExp): Promise<readonly string[]> {
  const said: string[] = []
  const { stdout, stderr } = supervisor
  if (!stdout || !stderr) throw new Error('The supervisor has no output.')
  const lines = [createInterface({ input: stdout }), createInterface({ input: stderr })]
  return await new Promise((resolve, reject) => {
    const late = systemClock.after(START_MS, () => reject(new Error(`Plimsoll did not start in ${START_MS / 1000} s: ${said.join('\n')}`)))
    supervisor.once('exit', (code) => reject(new Error(`Plimsoll ended with ${code} before it ran: ${said.join('\n')}`)))
    for (const line of lines)
      line.on('line', (text) => {
        said.push(text)
        if (!last.test(text)) return
        late.cancel()
        resolve(said)
      })
  })
}

/** Asks it to stop, and sees to it that nothing of it is left. */
async function end(supervisor: ChildProcess): Promise<void> {
  if (supervisor.pid === undefined) return
  const family = familyOf(supervisor.pid)
  // What is frozen could not hear that it is to stop.
  for (const { pid } of family) signal(pid, 'SIGCONT')
  if (supervisor.exitCode === null && supervisor.signalCode === null) {
    const ended = once(supervisor, 'exit')
    supervisor.kill('SIGTERM')
    const late = systemClock.after(STOP_MS, () => supervisor.kill('SIGKILL'))
    await ended
    late.cancel()
  }
  for (const { pid, command } of family) if (familyOf(pid).some((one) => one.command === command)) signal(pid, 'SIGKILL')
}

function found(said: readonly string[], what: RegExp): string {
  for (const line of said) {
    const [, address] = what.exec(line) ?? []
    if (address) return address
  }
  throw new Error(`Plimsoll did not say where it is: ${said.join('\n')}`)
}

async function must(answer: Promise<Answer>): Promise<unknown> {
  const { status, body, text } = await answer
  if (status >= 400) throw new Error(`${status}: ${text.slice(0, 300)}`)
  return body
}
