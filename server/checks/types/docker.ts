import { request } from 'node:http'
import { z } from 'zod'
import type { Assertion } from '../model'
import type { Trouble } from '../rules/network-words'
import { bounds, within } from './drivers/bounds'
import { conclude, type Talk } from './drivers/talk'
import { shownHost } from './http/host'
import { Pems } from './http/options'
import { hostOf, send } from './http/request'
import { defineCheckType, type ProbeTools } from './type'

/** As much of an answer of the engine as is read. */
const MOST_BYTES = 1024 * 1024
/** Of those that carry the labels so many are looked at, one after the other. */
const MOST_CONTAINERS = 50
const STATES = ['created', 'running', 'paused', 'restarting', 'exited', 'dead'] as const
const SOCKET = /^unix:(\/[^\0]*\/[\w.-]*(?:docker|podman)[\w.-]*\.sock)$/

const Engine = z
  .string()
  .superRefine((text, ctx) => {
    const message = engineIssue(text)
    if (message) ctx.addIssue({ code: 'custom', message })
  })
  .default('unix:///var/run/docker.sock')

const DockerOptions = z
  .strictObject({
    engine: Engine.meta({
      title: 'Engine',
      description: 'unix:///var/run/docker.sock, tcp://host:2375, or tcp://host:2376 with TLS.',
      secretIn: 'url',
    }),
    tls: Pems.optional().meta({ title: 'TLS', description: 'When it is given, an engine at tcp:// is spoken to by TLS.' }),
    container: z
      .string()
      .regex(/^[a-zA-Z0-9][\w.-]{0,254}$/, 'must be the name or the id of a container')
      .optional()
      .meta({ title: 'Container', description: 'Its name or id.' }),
    labels: z
      .array(z.string().min(1).max(500))
      .min(1)
      .max(10)
      .optional()
      .meta({ title: 'Labels', description: 'All containers that carry each of these: com.docker.compose.service=shop.' }),
    expect: z
      .strictObject({
        state: z.enum(STATES).default('running').meta({ title: 'State' }),
        healthy: z
          .boolean()
          .default(false)
          .meta({ title: 'Healthy', description: 'Its own health check must pass. Without this it must only not fail.' }),
        exitCode: z.int().min(0).max(255).optional().meta({ title: 'Exit code', description: 'Of a container that has exited.' }),
        restartsAtMost: z.int().min(0).optional().meta({ title: 'Restarts at most', description: 'Since the container was made.' }),
        outOfMemory: z
          .boolean()
          .default(false)
          .meta({ title: 'Out of memory allowed', description: 'Otherwise one that was killed for it fails.' }),
        ...bounds('Containers'),
      })
      .prefault({})
      .meta({ title: 'Expect' }),
  })
  .refine(({ container, labels }) => (container === undefined) !== (labels === undefined), {
    path: ['container'],
    message: 'name exactly one of container and labels',
  })
  .refine(({ container, expect }) => container === undefined || (expect.atLeast === undefined && expect.atMost === undefined), {
    path: ['expect'],
    message: 'a container by its name is one; atLeast and atMost are for labels',
  })
  .refine(({ engine, tls }) => !tls || engine.startsWith('tcp:'), { path: ['tls'], message: 'needs an engine at tcp://' })
type DockerOptions = z.infer<typeof DockerOptions>

/** Passes when a container, or each that carries some labels, is in the state that is expected. */
export const docker = defineCheckType<DockerOptions>({
  kind: 'docker',
  label: 'Docker container',
  about: 'Asks a Docker or Podman engine for the state of a container: running, healthy, how it ended, how often it was restarted.',
  options: DockerOptions,
  example: { labels: ['com.docker.compose.project=shop', 'com.docker.compose.service=api'], expect: { healthy: true, atLeast: 2 } },
  target({ engine, container, labels }) {
    const at = wayTo(engine, undefined)
    const where = at.kind === 'socket' ? at.path : `${shownHost(hostOf(at.url))}:${at.url.port}`
    return { says: `${container ?? labels?.join(', ')} on ${where}`, host: at.kind === 'socket' ? null : hostOf(at.url) }
  },

  async probe(options, tools) {
    const talk = await look(options, tools)
    return conclude(
      talk,
      {
        judge: (found) => judge(found, options),
        says: (found) =>
          found
            .map(({ state }) => state)
            .filter(isFirst)
            .join(', ') + (found.length === 1 ? '' : ` (${found.length} containers)`),
        code: ([only, more]) => (only?.state === 'exited' && !more ? only.exitCode : undefined),
        secrets: options.tls?.key ? [options.tls.key] : [],
      },
      tools,
    )
  },
})

const isFirst = <T>(value: T, index: number, all: readonly T[]): boolean => all.indexOf(value) === index

/** As much of a container as is judged. Source: https://docs.docker.com/reference/api/engine/ (ContainerInspect) */
const Inspected = z.object({
  Name: z.string(),
  RestartCount: z.number().default(0),
  State: z.object({
    Status: z.string(),
    OOMKilled: z.boolean().default(false),
    ExitCode: z.number().default(0),
    Error: z.string().default(''),
    Health: z.object({ Status: z.string(), Log: z.array(z.object({ Output: z.string().default('') })).nullish() }).nullish(),
  }),
})
const Listed = z.array(z.object({ Id: z.string() }))
const Complaint = z.object({ message: z.string() })

type Container = {
  readonly name: string
  readonly state: string
  /** `healthy`, `unhealthy` or `starting`; undefined when it has no health check. */
  readonly health: string | undefined
  /** What its health check printed last, or why it did not start. */
  readonly remark: string
  readonly exitCode: number
  readonly restarts: number
  readonly outOfMemory: boolean
}

/** What went wrong before there was anything to judge. */
class Unanswered extends Error {
  readonly trouble: Trouble

  constructor(trouble: Trouble) {
    super(trouble.says)
    this.trouble = trouble
  }
}
const failed = (says: string, blind = false) => new Unanswered({ says, blind })

async function look({ engine, tls, container, labels }: DockerOptions, tools: ProbeTools): Promise<Talk<readonly Container[]>> {
  const startedMs = tools.elapsedMs()
  const way = wayTo(engine, tls)
  const inspect = async (name: string): Promise<Container | undefined> => {
    const { status, json } = await ask(way, `/containers/${encodeURIComponent(name)}/json`, tools)
    if (status === 404) return undefined
    return containerOf(read(Inspected, status, json))
  }
  try {
    if (container !== undefined) {
      const one = await inspect(container)
      if (!one) throw failed(`there is no container ${container}`)
      return { answer: [one], latencyMs: tools.elapsedMs() - startedMs }
    }
    const filters = encodeURIComponent(JSON.stringify({ label: labels }))
    const { status, json } = await ask(way, `/containers/json?all=true&filters=${filters}`, tools)
    const ids = read(Listed, status, json)
    if (ids.length > MOST_CONTAINERS)
      throw failed(`${ids.length} containers carry ${labels?.join(', ')}; at most ${MOST_CONTAINERS} are looked at, so add a label`)
    const found: Container[] = []
    for (const { Id } of ids) {
      const one = await inspect(Id)
      // One that was removed meanwhile is no longer one of them.
      if (one) found.push(one)
    }
    return { answer: found, latencyMs: tools.elapsedMs() - startedMs }
  } catch (cause) {
    if (!(cause instanceof Unanswered)) throw cause
    return { trouble: cause.trouble, latencyMs: tools.elapsedMs() - startedMs }
  }
}

function read<T>(schema: z.ZodType<T>, status: number, json: unknown): T {
  const { data: complaint } = Complaint.safeParse(json)
  if (status !== 200) throw failed(complaint ? `the engine said ${status}: ${complaint.message}` : `the engine answered ${status}`)
  const { data } = schema.safeParse(json)
  if (data === undefined) throw failed('what answers does not speak as the Docker API does')
  return data
}

const containerOf = ({
  Name,
  RestartCount,
  State: { Status, OOMKilled, ExitCode, Error: error, Health },
}: z.infer<typeof Inspected>): Container => ({
  name: Name.replace(/^\//, ''),
  state: Status,
  health: Health && Health.Status !== 'none' ? Health.Status : undefined,
  remark: (error || Health?.Log?.at(-1)?.Output || '').trim().slice(0, 200),
  exitCode: ExitCode,
  restarts: RestartCount,
  outOfMemory: OOMKilled,
})

function judge(found: readonly Container[], { container, labels, expect }: DockerOptions): readonly Assertion[] {
  const { state, healthy, exitCode, restartsAtMost, outOfMemory, atLeast = 1, atMost } = expect
  const carriers =
    container === undefined ? within(`a number of containers with ${labels?.join(', ')}`, found.length, { atLeast, atMost }) : []
  return [
    ...carriers,
    ...found.flatMap((one): readonly Assertion[] => {
      const said = one.remark === '' ? '' : `: ${one.remark}`
      const ended = one.state === 'exited' || one.state === 'dead' ? `, with exit code ${one.exitCode}` : ''
      const health = one.health ?? 'no health check'
      return [
        { expects: `${one.name} ${state}`, got: `${one.state}${ended}${one.state === state ? '' : said}`, holds: one.state === state },
        ...(outOfMemory
          ? []
          : [
              {
                expects: `${one.name} not killed for lack of memory`,
                got: one.outOfMemory ? 'it was' : 'it was not',
                holds: !one.outOfMemory,
              },
            ]),
        healthy
          ? { expects: `${one.name} healthy`, got: `${health}${said}`, holds: one.health === 'healthy' }
          : {
              expects: `${one.name} not unhealthy`,
              got: `${health}${one.health === 'unhealthy' ? said : ''}`,
              holds: one.health !== 'unhealthy',
            },
        ...(exitCode === undefined
          ? []
          : [{ expects: `${one.name} to end with ${exitCode}`, got: String(one.exitCode), holds: one.exitCode === exitCode }]),
        ...(restartsAtMost === undefined
          ? []
          : [
              {
                expects: `${one.name} restarted at most ${restartsAtMost} times`,
                got: String(one.restarts),
                holds: one.restarts <= restartsAtMost,
              },
            ]),
      ]
    }),
  ]
}

type Way =
  | { readonly kind: 'socket'; readonly path: string }
  | { readonly kind: 'network'; readonly url: URL; readonly pems: DockerOptions['tls'] }

function wayTo(engine: string, tls: DockerOptions['tls']): Way {
  const path = socketOf(engine)
  if (path !== undefined) return { kind: 'socket', path }
  const { host, port } = new URL(engine.replace(/^tcp:/, 'http:'))
  return { kind: 'network', url: new URL(`${tls ? 'https' : 'http'}://${port ? host : `${host}:${tls ? 2376 : 2375}`}`), pems: tls }
}

const socketOf = (engine: string): string | undefined => SOCKET.exec(engine.replace(/^unix:\/\//, 'unix:'))?.[1]

function engineIssue(text: string): string | undefined {
  if (text.startsWith('unix:'))
    return socketOf(text) === undefined || text.includes('/../')
      ? 'must be the socket of a container engine, a path that ends with docker.sock or podman.sock: unix:///var/run/docker.sock'
      : undefined
  const { protocol, hostname, username, pathname, search } = URL.canParse(text) ? new URL(text) : { protocol: '' }
  return protocol === 'tcp:' && hostname && !username && /^\/?$/.test(pathname ?? '') && !search
    ? undefined
    : 'must be unix:///var/run/docker.sock or tcp://host:2376, without a user or a path'
}

type Said = { readonly status: number; readonly json: unknown }

async function ask(way: Way, path: string, tools: ProbeTools): Promise<Said> {
  if (way.kind === 'socket') return await askSocket(way.path, path, tools)
  const { trouble, exchange } = await send({ method: 'GET', url: new URL(path, way.url), headers: [], pems: way.pems }, 0, tools)
  if (trouble) throw new Unanswered(trouble)
  if (exchange.body.isCut) throw failed(LARGER)
  return { status: exchange.status, json: parsed(exchange.body.text()) }
}

const LARGER = `the engine’s answer is larger than ${MOST_BYTES / 1024 / 1024} MiB; add a label to ask for fewer containers`

/** Asks over the engine's socket. Only ever a GET: who may write to it is root on this machine. */
function askSocket(socketPath: string, path: string, tools: ProbeTools): Promise<Said> {
  return new Promise<Said>((done, fail) => {
    const asking = request({ socketPath, path, method: 'GET', agent: false, headers: { host: 'docker', 'user-agent': tools.userAgent } })
    const end = (trouble: Trouble) => {
      fail(new Unanswered(trouble))
      asking.destroy()
    }
    tools.onTimeUp((says) => end({ says: `${says}, waiting for the engine at ${socketPath}`, blind: false }))
    asking.on('error', (cause) => fail(new Unanswered(socketTrouble(cause, socketPath))))
    asking.on('response', (answer) => {
      const parts: Buffer[] = []
      let size = 0
      answer.on('data', (bytes: Buffer) => {
        size += bytes.length
        parts.push(bytes)
        if (size > MOST_BYTES) end({ says: LARGER, blind: false })
      })
      answer.on('error', (cause) => fail(new Unanswered(socketTrouble(cause, socketPath))))
      answer.on('end', () => done({ status: answer.statusCode ?? 0, json: parsed(Buffer.concat(parts).toString('utf8')) }))
    })
    asking.end()
  }).finally(() => tools.onTimeUp())
}

/** A socket that is not there, or not for us, says nothing about the container. */
function socketTrouble(cause: unknown, path: string): Trouble {
  const { code, message }: { code?: unknown; message?: unknown } = typeof cause === 'object' && cause !== null ? cause : {}
  if (code === 'ENOENT')
    return { says: `there is no ${path}: start the engine, or let Plimsoll see its socket (in a container: mount it)`, blind: true }
  if (code === 'EACCES' || code === 'EPERM')
    return { says: `Plimsoll may not use ${path}: let its user into the group that owns it, usually docker`, blind: true }
  if (code === 'ECONNREFUSED') return { says: `the engine at ${path} is not running`, blind: false }
  if (code === 'ECONNRESET') return { says: `the engine at ${path} closed the connection before it answered`, blind: false }
  return { says: `what answers at ${path} does not speak as the Docker API does: ${String(message ?? cause)}`, blind: false }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
