import { isAbsolute, resolve } from 'node:path'
import { z } from 'zod'
import { type Issue, invalid } from '@/server/kernel/errors'
import { LOG_LEVELS } from '@/server/runtime/log'

export const PROFILES = ['development', 'staging', 'production'] as const
export const ROLES = ['all', 'web', 'engine'] as const

const port = z.coerce
  .number('must be a number')
  .int('must be a whole number')
  .min(0, 'must be 0 (any free one) or more')
  .max(65_535, 'must be at most 65535')
const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgres:// (postgres://user:password@host:5432/name)')
const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https address, such as https://status.example.com' })
const secret = z.string().min(32, 'must have at least 32 characters; make one with: openssl rand -base64 32')
const proxies = z.string().transform((list) =>
  list
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean),
)
const proxy = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'must be addresses or networks, separated by commas: 10.0.0.0/8, ::1')

/** Every variable that Plimsoll reads, once. Empty is the same as absent, as in compose files. */
const VARIABLES = {
  DATABASE_URL: postgresUrl.optional().describe('The PostgreSQL to use instead of the embedded one.'),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must start with redis:// or rediss://')
    .optional()
    .describe('Valkey or Redis, for several webs on several machines.'),
  HOST: z.string().default('127.0.0.1').describe('The address to listen on; 0.0.0.0 for all.'),
  PORT: port.default(3000).describe('The port to listen on.'),
  PLIMSOLL_URL: httpUrl.optional().describe('The public address: for links, cookies and the origin of sockets.'),
  CHROMIUM_PATH: z
    .string()
    .optional()
    .describe('The program of the Chromium for checks of type browser; otherwise the first in the usual places.'),
  PLIMSOLL_CONFIG: z.string().optional().describe('The configuration file to apply at start.'),
  PLIMSOLL_DATA_DIR: z.string().default('.plimsoll').describe('Where the embedded database, the spool and the secret lie.'),
  PLIMSOLL_PROFILE: z.enum(PROFILES, oneOf(PROFILES)).default('production').describe('The set of defaults for limits and sampling.'),
  PLIMSOLL_ROLE: z.enum(ROLES, oneOf(ROLES)).default('all').describe('What this process is to do.'),
  PLIMSOLL_TRUSTED_PROXIES: proxies.pipe(z.array(proxy)).default([]).describe('The proxies whose X-Forwarded-For is believed.'),
  PLIMSOLL_LOG_LEVEL: z.enum(LOG_LEVELS, oneOf(LOG_LEVELS)).default('info').describe('The least important lines that are still logged.'),
  PLIMSOLL_SECRET: secret.optional().describe('Encrypts what is stored and signs sessions; required with DATABASE_URL.'),
  PLIMSOLL_ADMIN_EMAIL: z.email('must be an e-mail address').optional().describe('The first admin.'),
  PLIMSOLL_ADMIN_PASSWORD: z.string().min(12, 'must have at least 12 characters').optional().describe('The password of the first admin.'),
  PLIMSOLL_API_KEY: z.string().min(24, 'must have at least 24 characters').optional().describe('An admin API key for automation.'),
}

export type Environment = {
  /** Absent: Plimsoll runs a Postgres of its own. */
  readonly databaseUrl?: string
  readonly redisUrl?: string
  readonly host: string
  readonly port: number
  readonly publicUrl?: string
  readonly configFile?: string
  /** Absolute. */
  readonly dataFolder: string
  readonly profile: (typeof PROFILES)[number]
  readonly role: (typeof ROLES)[number]
  readonly trustedProxies: readonly string[]
  readonly logLevel: (typeof LOG_LEVELS)[number]
  readonly secret?: string
  readonly admin?: { readonly email: string; readonly password: string }
  readonly apiKey?: string
}

export type Variables = Readonly<Record<string, string | undefined>>

/** Kubernetes injects the address of each service into every container: a service called `plimsoll` looks like one of ours. */
const INJECTED = /^PLIMSOLL_(SERVICE_|PORT(_|$))/
/** Never repeated in an error. */
const HIDDEN = /SECRET|PASSWORD|KEY|_URL$/

/** The variables of this process: for what a configuration file refers to, and for the children that inherit them. */
export const variables = (): Variables => process.env

/**
 * Reads every variable of ours.
 *
 * @throws a Refusal that lists each unknown or bad one
 */
export function readEnvironment(given: Variables = process.env, cwd: string = process.cwd()): Environment {
  const present = Object.fromEntries(Object.keys(VARIABLES).flatMap((name) => (given[name] ? [[name, given[name]]] : [])))
  const parsed = z.object(VARIABLES).safeParse(present)
  const issues = [...unknownNames(given), ...(parsed.error?.issues.map((issue) => issueOf(issue, given)) ?? []), ...inconsistencies(given)]
  if (!parsed.success || issues.length > 0)
    throw invalid(`The environment cannot be used: ${issues.map(({ path, message }) => `${path} ${message}`).join('; ')}.`, issues)
  const read = parsed.data
  const { PLIMSOLL_ADMIN_EMAIL: email, PLIMSOLL_ADMIN_PASSWORD: password } = read
  return {
    host: read.HOST,
    port: read.PORT,
    dataFolder: isAbsolute(read.PLIMSOLL_DATA_DIR) ? read.PLIMSOLL_DATA_DIR : resolve(cwd, read.PLIMSOLL_DATA_DIR),
    profile: read.PLIMSOLL_PROFILE,
    role: read.PLIMSOLL_ROLE,
    trustedProxies: read.PLIMSOLL_TRUSTED_PROXIES,
    logLevel: read.PLIMSOLL_LOG_LEVEL,
    ...(read.DATABASE_URL && { databaseUrl: read.DATABASE_URL }),
    ...(read.REDIS_URL && { redisUrl: read.REDIS_URL }),
    ...(read.PLIMSOLL_URL && { publicUrl: read.PLIMSOLL_URL.replace(/\/+$/, '') }),
    ...(read.PLIMSOLL_CONFIG && { configFile: resolve(cwd, read.PLIMSOLL_CONFIG) }),
    ...(read.PLIMSOLL_SECRET && { secret: read.PLIMSOLL_SECRET }),
    ...(email && password && { admin: { email, password } }),
    ...(read.PLIMSOLL_API_KEY && { apiKey: read.PLIMSOLL_API_KEY }),
  }
}

/** Where a server that listens there is opened from this machine. */
export function addressOf(host: string, port: number): string {
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`
}

/** Each variable with its sentence and what holds when it is not set, for the manual. */
export const describeVariables = (): readonly { name: string; sentence: string; fallback: unknown }[] =>
  Object.entries(VARIABLES).map(([name, schema]) => ({
    name,
    sentence: schema.description ?? '',
    fallback: schema.safeParse(undefined).data,
  }))

function unknownNames(given: Variables): Issue[] {
  const names = Object.keys(given).filter((name) => name.startsWith('PLIMSOLL_') && !Object.hasOwn(VARIABLES, name) && !INJECTED.test(name))
  return names.map((path) => ({ path, message: `is not a variable of Plimsoll; known are ${Object.keys(VARIABLES).join(', ')}` }))
}

function inconsistencies(given: Variables): Issue[] {
  const issues: Issue[] = []
  if (given.DATABASE_URL && !given.PLIMSOLL_SECRET)
    issues.push({
      path: 'PLIMSOLL_SECRET',
      message: 'is required with DATABASE_URL, because it must outlive this machine; make one with: openssl rand -base64 32',
    })
  if (Boolean(given.PLIMSOLL_ADMIN_EMAIL) !== Boolean(given.PLIMSOLL_ADMIN_PASSWORD))
    issues.push({ path: 'PLIMSOLL_ADMIN_EMAIL', message: 'and PLIMSOLL_ADMIN_PASSWORD belong together: set both or neither' })
  return issues
}

function issueOf({ path, message }: z.core.$ZodIssue, given: Variables): Issue {
  const name = String(path[0])
  return { path: name, message: HIDDEN.test(name) ? message : `${message}, but is "${given[name]}"` }
}

function oneOf(words: readonly string[]): string {
  return `must be one of ${words.join(', ')}`
}
