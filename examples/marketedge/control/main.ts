import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { connectionOptions, placeOf, throughSocket } from '../connection.ts'
import { DEFAULT_PASSWORD } from '../people.ts'
import { HEALTHY } from '../platform/conditions.ts'
import { createControl } from './control.ts'
import { databaseGate } from './database-gate.ts'
import { listenOn } from './http.ts'
import { createIdentityProvider } from './identity-provider.ts'
import { keptAuthority } from './kept-authority.ts'
import { createReceivers } from './receivers/receivers.ts'
import { controlServer } from './server.ts'

const DAY = 86_400_000

const databaseUrl = process.env.MARKETEDGE_DATABASE_URL
if (!databaseUrl) {
  console.error(
    'MARKETEDGE_DATABASE_URL is not set: give the address of a Postgres, postgres://user:password@host:5432/name or postgres:///name?host=/folder&user=name.',
  )
  process.exit(78)
}

const now = new Date()
const days = (count: number) => new Date(now.getTime() + count * DAY)
const sql = postgres({
  ...connectionOptions(databaseUrl),
  max: 1,
  connect_timeout: 3,
  backoff: () => 0.1,
  onnotice: () => {},
  idle_timeout: 30,
})
const authority = await keptAuthority(sql, now)
const certificates = { valid: authority.issue(days(-1), days(90)), expired: authority.issue(days(-91), days(-1)) }
const folder = await mkdtemp(join(tmpdir(), 'marketedge-'))
const brokenRelease = await releaseWithout('pricing.ts')
const gate = databaseGate(folder, placeOf(databaseUrl))
await gate.open()
const password = process.env.MARKETEDGE_DEMO_PASSWORD ?? DEFAULT_PASSWORD
const provider = await createIdentityProvider(password)

const control = createControl({
  around: { sql, gate },
  certificates,
  healthy: { conditions: HEALTHY, certificate: 'valid' },
  ports: { port: portOf('MARKETEDGE_PORT'), tlsPort: portOf('MARKETEDGE_TLS_PORT') },
  environment: (launch, running, { port, tlsPort }) => ({
    MARKETEDGE_PORT: String(port),
    MARKETEDGE_TLS_PORT: String(tlsPort),
    MARKETEDGE_DATABASE_URL: throughSocket(databaseUrl, folder),
    MARKETEDGE_STARTUP_VALIDATION: launch.validates ? 'on' : 'off',
    MARKETEDGE_CONDITIONS: JSON.stringify(running.conditions),
    MARKETEDGE_TLS_CERT: certificates[running.certificate].cert,
    MARKETEDGE_TLS_KEY: certificates[running.certificate].key,
    ...(launch.releaseIsWhole ? {} : { MARKETEDGE_API_DIR: brokenRelease }),
    ...(launch.knowsAuthProvider ? { AUTH_PROVIDER_URL: `http://127.0.0.1:${controlPort}/identity`, AUTH_PROVIDER_KEY: provider.key } : {}),
  }),
})
const receivers = await createReceivers({
  smtpPort: portOf('MARKETEDGE_SMTP_PORT'),
  base: () => `http://127.0.0.1:${controlPort}/receivers`,
  slack: {
    signingSecret: process.env.MARKETEDGE_SLACK_SIGNING_SECRET,
    botToken: process.env.MARKETEDGE_SLACK_BOT_TOKEN,
    actionsUrl: process.env.MARKETEDGE_SLACK_ACTIONS_URL,
  },
  pagerduty: {
    routingKey: process.env.MARKETEDGE_PAGERDUTY_ROUTING_KEY,
    webhookSecret: process.env.MARKETEDGE_PAGERDUTY_WEBHOOK_SECRET,
    webhookUrl: process.env.MARKETEDGE_PAGERDUTY_WEBHOOK_URL,
  },
  webhook: { secret: process.env.MARKETEDGE_WEBHOOK_SECRET },
})
const server = controlServer({ control, provider, receivers, shownPassword: password === DEFAULT_PASSWORD ? password : undefined })
const controlPort = await listenOn(server, portOf('MARKETEDGE_CONTROL_PORT'))

let stopping = false
for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.on(signal, () => void stop())

await control.start()
const { platform, tls } = control.state()
const addresses = {
  platform,
  tls,
  control: `http://127.0.0.1:${controlPort}`,
  receivers: `http://127.0.0.1:${controlPort}/receivers`,
  smtp: `smtp://127.0.0.1:${receivers.smtpPort}`,
}
console.info(JSON.stringify({ ready: true, ...addresses }))
process.send?.({ kind: 'ready', ...addresses, ca: authority.cert })

/** Puts everything back as it was found, ends the platform, and leaves. */
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  await control.stop()
  await receivers.stop()
  await gate.cut()
  await sql.end({ timeout: 1 }).catch(() => {})
  await rm(folder, { recursive: true, force: true })
  process.exit(0)
}

/** The release as a careless deployment would bring it: all of `api/` but one file that the others import. */
async function releaseWithout(missing: string): Promise<string> {
  const release = join(folder, 'api')
  await cp(fileURLToPath(new URL('../api', import.meta.url)), release, {
    recursive: true,
    filter: (source) => !source.endsWith(`/${missing}`),
  })
  return release
}

function portOf(name: string): number {
  const text = process.env[name] ?? '0'
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  console.error(`${name} is "${text}": give a port from 0 to 65535, 0 for any that is free.`)
  process.exit(78)
}
