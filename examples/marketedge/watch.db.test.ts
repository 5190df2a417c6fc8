import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '@/db/testing/database'
import type { CheckInput } from '@/server/checks/input'
import type { Outcome } from '@/server/checks/model'
import { checkTypeOf, parseOptions } from '@/server/checks/types/registry'
import { readDocument } from '@/server/declare/document'
import { createProber } from '@/server/engine/prober'
import { createTools } from '@/server/engine/tools'
import { systemClock } from '@/server/runtime/clock'
import { silentLog } from '@/server/runtime/log'
import { FAULTS } from './control/faults'
import { type SamplePlatform, startSamplePlatform } from './testing'

let database: TestDatabase
let sample: SamplePlatform
let checks: readonly CheckInput[]

beforeAll(async () => {
  database = await testDatabase()
  sample = await startSamplePlatform(database.url)
  const variables = {
    MARKETEDGE_URL: sample.platform,
    MARKETEDGE_TLS_PORT: new URL(sample.tls).port,
    MARKETEDGE_CA: sample.ca,
    MARKETEDGE_RECEIVERS_URL: sample.receivers,
    MARKETEDGE_SMTP_PORT: '25',
    MARKETEDGE_PAGERDUTY_ROUTING_KEY: 'R000000000000000000000000000000A',
    MARKETEDGE_PAGERDUTY_WEBHOOK_SECRET: '0000000000000000',
    MARKETEDGE_SLACK_BOT_TOKEN: 'xoxb-0000',
    MARKETEDGE_SLACK_SIGNING_SECRET: '0000000000000000',
  }
  checks = readDocument(readFileSync(new URL('plimsoll.yaml', import.meta.url), 'utf8'), variables).checks
})
afterEach(async () => void (await sample.repairAll()))
afterAll(async () => {
  await sample?.stop()
  await database?.stop()
})

const NEEDS_A_SESSION = ['admin-area', 'feature-flags', 'orders', 'payments', 'session-store', 'sign-in', 'tenant-isolation']

/** What each fault turns red in a single round of the checks that the demo runs. */
const SEEN: Record<(typeof FAULTS)[number]['name'], readonly string[]> = {
  'router-silent': ['admin-area', 'api-router', 'feature-flags', 'orders', 'payments', 'tenant-isolation'],
  'router-validated': ['api-router', 'certificate', 'cors', 'database', 'memory', 'own-health', 'response-time', ...NEEDS_A_SESSION],
  'auth-provider-missing': NEEDS_A_SESSION,
  admin: ['admin-area'],
  database: ['database', ...NEEDS_A_SESSION],
  // Slow is not wrong: see below.
  slow: [],
  // It takes hundreds of requests until the memory check sees it.
  'memory-leak': [],
  'cors-without-patch': ['cors'],
  'tenant-leak': ['tenant-isolation'],
  'renamed-table': ['payments'],
  'certificate-expired': ['certificate'],
}

test('all is well when nothing is broken', async () => expect(await failing()).toEqual([]))

test.each(FAULTS.map(({ name }) => name))('%s fails the checks that it concerns, and no other', async (name) => {
  await sample.break(name)
  expect(await failing()).toEqual([...SEEN[name]].sort())
})

test('slow is later than the response time check and the admin check allow', async () => {
  await sample.break('slow')
  const late = (await round()).filter(({ check, latencyMs }) => check.slowAfter !== undefined && latencyMs > check.slowAfter)
  expect(late.map(({ check }) => check.name)).toEqual(expect.arrayContaining(['admin-area', 'response-time']))
})

const failing = async () => (await round()).flatMap(({ check, outcome }) => (outcome === 'pass' ? [] : [check.name])).sort()

/** Every check once, by the engine's prober. */
async function round(): Promise<readonly { check: CheckInput; outcome: Outcome; latencyMs: number }[]> {
  const tools = createTools({ clock: systemClock, userAgent: 'Plimsoll/test' })
  const prober = createProber({ clock: systemClock, log: silentLog, tools })
  return await Promise.all(
    checks.map(async (check) => {
      const plan = { no: 0, name: check.name, intervalMs: check.interval, timeoutMs: check.timeout, slowAfterMs: null }
      const { outcome, latencyMs } = await prober.probe({
        check: plan,
        type: checkTypeOf(check.type),
        options: parseOptions(check.type, check.options),
      })
      return { check, outcome, latencyMs }
    }),
  )
}
