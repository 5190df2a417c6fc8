import { expect, test } from 'vitest'
import { formatReport } from './report'
import { handClock } from './testing'
import { EXIT_STARTUP_REFUSED, STARTUP_DEADLINE_MS, validateStartup } from './validate'
import { defineValidator } from './validator'

const finding = { subject: 'orders', reason: 'It cannot be imported.', wayOut: 'Deploy it.' }
const passing = defineValidator({ name: 'environment', policy: 'fail', check: () => [] })
const failing = defineValidator({ name: 'API router', policy: 'fail', businessImpact: 'Nobody can order.', check: async () => [finding] })
const missing = defineValidator({ name: 'admin', policy: 'degrade', check: () => [finding] })
const hanging = defineValidator({ name: 'auth provider', policy: 'fail', check: () => new Promise(() => {}) })

test('nothing found is a pass', async () => {
  const { outcome, verdicts } = await validateStartup([passing], { clock: handClock() })
  expect(outcome).toBe('passed')
  expect(verdicts).toMatchObject([{ name: 'environment', findings: [] }])
})

test('what may be missing degrades, what may not refuses, and refusing is the stronger', async () => {
  expect((await validateStartup([passing, missing], { clock: handClock() })).outcome).toBe('degraded')
  const report = await validateStartup([missing, passing, failing], { clock: handClock() })
  expect(report.outcome).toBe('refused')
  expect(report.failed.map(({ name }) => name)).toEqual(['API router', 'admin'])
})

test('a validator that throws is a finding with its message', async () => {
  const thrower = defineValidator({ name: 'secrets', policy: 'fail', check: () => Promise.reject(new Error('no such key')) })
  const { outcome, verdicts } = await validateStartup([thrower], { clock: handClock() })
  expect(outcome).toBe('refused')
  expect(verdicts[0]?.findings[0]?.reason).toContain('no such key')
})

test('a validator that throws at once does not keep the others from being heard', async () => {
  const thrower = defineValidator({
    name: 'secrets',
    policy: 'degrade',
    check: () => {
      throw new Error('at once')
    },
  })
  const { verdicts } = await validateStartup([thrower, failing], { clock: handClock() })
  expect(verdicts.map(({ findings }) => findings.length)).toEqual([1, 1])
})

test('a validator that hangs is a finding once its own deadline has passed, and no sooner', async () => {
  const clock = handClock()
  let report: unknown
  const done = validateStartup([{ ...hanging, deadlineMs: 2_000 }, passing], { clock }).then((said) => (report = said))
  await clock.advance(1_999)
  expect(report).toBeUndefined()
  await clock.advance(200)
  await done
  expect(report).toMatchObject({
    outcome: 'refused',
    verdicts: [{ findings: [{ reason: 'Gave no answer within 2000 ms.' }] }, { findings: [] }],
  })
})

test('no validator outlives the deadline of the whole, and the whole is over in less than ten seconds', async () => {
  const clock = handClock()
  const done = validateStartup([{ ...hanging, deadlineMs: 60_000 }], { clock })
  await clock.advance(STARTUP_DEADLINE_MS + 100)
  expect((await done).durationMs).toBeLessThan(10_000)
})

test('a validator that stops on the signal may still say which part was late', async () => {
  const clock = handClock()
  const listening = defineValidator({
    name: 'modules',
    policy: 'fail',
    check: (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve([finding]))),
  })
  const done = validateStartup([listening], { clock })
  await clock.advance(STARTUP_DEADLINE_MS)
  expect((await done).verdicts[0]?.findings).toEqual([finding])
})

test('stopping on the signal without a word is not a pass', async () => {
  const clock = handClock()
  const aborted = defineValidator({
    name: 'database',
    policy: 'fail',
    check: (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  })
  const done = validateStartup([aborted], { clock })
  await clock.advance(STARTUP_DEADLINE_MS)
  expect((await done).verdicts[0]?.findings[0]?.reason).toBe('Gave no answer within 5000 ms.')
})

test('no wait is left behind', async () => {
  const clock = handClock()
  await validateStartup([passing, failing], { clock })
  expect(clock.waiting()).toBe(0)
})

test('a validator needs a name', () => expect(() => defineValidator({ ...passing, name: ' ' })).toThrow('empty name'))

test('the report names reason, way out and business impact, what refuses first', async () => {
  const report = await validateStartup([missing, failing, passing], { clock: handClock() })
  expect(formatReport(report)).toEqual([
    'REFUSED TO START: 2 of 3 start-up validators found something (API router, admin), in 0 ms.',
    'FAIL  API router',
    '  orders: It cannot be imported.',
    '    Way out: Deploy it.',
    '  BUSINESS IMPACT: Nobody can order.',
    'DEGRADED  admin',
    '  orders: It cannot be imported.',
    '    Way out: Deploy it.',
  ])
})

test('a calm report is one line', async () => {
  expect(formatReport(await validateStartup([passing], { clock: handClock() }))).toEqual(['Start-up validation passed: 1 of 1 in 0 ms.'])
})

test('a reason of several lines is told in one', async () => {
  const report = await validateStartup([{ ...failing, check: () => [{ ...finding, reason: 'Cannot find module\n  imported from x' }] }], {
    clock: handClock(),
  })
  expect(formatReport(report)).toContain('  orders: Cannot find module imported from x')
})

test('the exit code is EX_CONFIG', () => expect(EXIT_STARTUP_REFUSED).toBe(78))
