import postgres from 'postgres'
import { systemClock } from '../../../server/runtime/clock.ts'
import { formatReport } from '../../../server/startup/report.ts'
import { EXIT_STARTUP_REFUSED, validateStartup } from '../../../server/startup/validate.ts'
import type { Validator } from '../../../server/startup/validator.ts'
import { connectionOptions } from '../connection.ts'
import { createApp } from './app.ts'
import type { Order, Word } from './conditions.ts'
import { httpServer, listen, tlsServer } from './http.ts'
import { loadRoutes } from './router.ts'
import { migrate } from './schema.ts'
import { sweepSessions } from './sessions.ts'
import { readSettings } from './settings.ts'
import { beforeTheDatabase, beforeTheFirstRequest, databaseAnswers } from './validators.ts'

const SWEEP_MS = 60_000
const DRAIN_MS = 2_000

const settings = readSettings(process.env)
const said: string[] = []

await validate(beforeTheDatabase(process.env, settings.apiFolder))

const options = connectionOptions(settings.databaseUrl)
const sql = postgres({
  ...options,
  max: 10,
  connect_timeout: 2,
  // A query does not wait out the back-off of others: the request fails at once, and the next one tries again.
  backoff: () => 0.05,
  onnotice: () => {},
  connection: { ...options.connection, statement_timeout: 6_000 },
})
await validate([databaseAnswers(sql)])
await migrate(sql)

const app = createApp({
  sql,
  authProvider: settings.authProvider,
  apiRoutes: await loadRoutes(settings.apiFolder, warn),
  conditions: settings.conditions,
  warn,
})
await validate(beforeTheFirstRequest(sql, app))

const plain = httpServer(app.answer)
const secure = settings.certificate && tlsServer(app.answer, settings.certificate)
const port = await listen(plain, settings.port)
const tlsPort = secure ? await listen(secure, settings.tlsPort) : 0
setInterval(() => void sweepSessions(sql).catch((cause) => warn(`The sessions could not be swept: ${String(cause)}`)), SWEEP_MS).unref()

process.on('message', (order: Order) => {
  if (order.kind !== 'configure') return
  app.configure(order.conditions)
  secure?.setSecureContext(order.certificate)
  process.send?.({ kind: 'configured' })
})
for (const end of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(end, () => void stop())
tell({ kind: 'ready', port, tlsPort, validation: said })
console.info(`MarketEdge listens on http://127.0.0.1:${port}`)

/** Refuses the start when one of these says so; with validation off nobody looks. */
async function validate(validators: readonly Validator[]): Promise<void> {
  if (!settings.validates) return
  const report = await validateStartup(validators, { clock: systemClock, deadlineMs: 3_000 })
  if (report.outcome === 'passed') return
  const lines = formatReport(report)
  said.push(...lines)
  for (const line of lines) console.error(line)
  if (report.outcome !== 'refused') return
  if (process.send)
    await new Promise<void>((resolve) => process.send?.({ kind: 'refused', validation: lines } satisfies Word, () => resolve()))
  process.exit(EXIT_STARTUP_REFUSED)
}

function tell(word: Word): void {
  process.send?.(word)
}

function warn(sentence: string): void {
  console.error(sentence)
}

/** Takes no new requests, lets the running ones end for a while, and leaves. */
async function stop(): Promise<void> {
  setTimeout(() => process.exit(0), DRAIN_MS).unref()
  for (const server of [plain, secure]) {
    server?.close()
    server?.closeIdleConnections()
  }
  await sql.end({ timeout: 1 }).catch(() => {})
  process.exit(0)
}
