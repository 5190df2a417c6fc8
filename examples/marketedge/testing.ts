import { type ChildProcess, fork } from 'node:child_process'
import { request as httpsRequest } from 'node:https'
import { fileURLToPath } from 'node:url'
import type { ControlState } from './control/control.ts'
import { DEFAULT_PASSWORD, PEOPLE } from './people.ts'

export type Addresses = {
  readonly platform: string
  readonly tls: string
  readonly control: string
  readonly receivers: string
  readonly smtp: string
  readonly ca: string
}

export type Answer = { readonly status: number; readonly text: string; readonly headers: Headers; readonly latencyMs: number }

export type SamplePlatform = Addresses & {
  readonly process: ChildProcess
  state(): Promise<ControlState>
  break(fault: string, options?: object): Promise<ControlState>
  repair(fault: string): Promise<ControlState>
  repairAll(): Promise<ControlState>
  /** One request; a refused connection has status 0. */
  ask(
    path: string,
    options?: { method?: string; token?: string; headers?: Record<string, string>; body?: object | string },
  ): Promise<Answer>
  /** A token of the administrator, or of a member of a tenant. */
  signIn(tenantId: (typeof PEOPLE)[number]['tenantId']): Promise<string>
  /** `trusted`, or the code with which a client that verifies refuses the TLS port. */
  verifyTls(): Promise<string>
  /** The first state that satisfies, from the stream of states; fails when none does in ten seconds. */
  stateWhere(satisfies: (state: ControlState) => boolean): Promise<ControlState>
  stop(): Promise<number | null>
}

/** Starts the sample as Plimsoll does: the control process, over IPC, on ports of its own. */
export async function startSamplePlatform(databaseUrl: string): Promise<SamplePlatform> {
  const child = fork(fileURLToPath(new URL('./control/main.ts', import.meta.url)), {
    env: { NODE_ENV: 'test', PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, MARKETEDGE_DATABASE_URL: databaseUrl },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const addresses = await new Promise<Addresses>((resolve, reject) => {
    child.once('message', (word: Addresses) => resolve(word))
    child.once('exit', (code) => reject(new Error(`The control process ended with ${code} before it was ready.`)))
  })
  const order = async (method: string, path: string, body?: object): Promise<ControlState> => {
    const answer = await fetch(`${addresses.control}${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as ControlState
  }
  const ask: SamplePlatform['ask'] = async (path, { method = 'GET', token, headers, body } = {}) => {
    const startedMs = performance.now()
    try {
      const answer = await fetch(`${addresses.platform}${path}`, {
        method,
        redirect: 'manual',
        headers: {
          connection: 'close',
          ...(body ? { 'content-type': 'application/json' } : {}),
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...headers,
        },
        ...(body ? { body: typeof body === 'string' ? body : JSON.stringify(body) } : {}),
      })
      return { status: answer.status, headers: answer.headers, text: await answer.text(), latencyMs: performance.now() - startedMs }
    } catch {
      return { status: 0, headers: new Headers(), text: '', latencyMs: performance.now() - startedMs }
    }
  }
  return {
    ...addresses,
    process: child,
    state: () => order('GET', '/api/state'),
    break: (fault, options) => order('POST', `/api/faults/${fault}`, options),
    repair: (fault) => order('DELETE', `/api/faults/${fault}`),
    repairAll: () => order('DELETE', '/api/faults'),
    ask,
    async signIn(tenantId) {
      const email = PEOPLE.find((person) => person.tenantId === tenantId)?.email
      const { status, text } = await ask('/auth/sign-in', { method: 'POST', body: { email, password: DEFAULT_PASSWORD } })
      if (status !== 200) throw new Error(`Signing in as ${email} answered ${status}: ${text}`)
      return (JSON.parse(text) as { token: string }).token
    },
    verifyTls: () =>
      new Promise((resolve) => {
        httpsRequest(`${addresses.tls}/health`, { ca: addresses.ca, agent: false }, (answer) => {
          answer.resume()
          resolve('trusted')
        })
          .once('error', (error) => resolve('code' in error ? String(error.code) : error.message))
          .end()
      }),
    async stateWhere(satisfies) {
      const stream = await fetch(`${addresses.control}/api/events`, { signal: AbortSignal.timeout(10_000) })
      let rest = ''
      for await (const chunk of stream.body ?? []) {
        const events = `${rest}${Buffer.from(chunk).toString()}`.split('\n\n')
        rest = events.pop() ?? ''
        const found = events.map((event) => JSON.parse(event.slice('data: '.length)) as ControlState).find(satisfies)
        if (found) return found
      }
      throw new Error('The control process ended its stream of states.')
    },
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null) return resolve(child.exitCode)
        child.once('exit', resolve)
        child.kill('SIGTERM')
      }),
  }
}
