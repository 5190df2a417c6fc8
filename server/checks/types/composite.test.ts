import { describe, expect, test } from 'vitest'
import { createProber } from '@/server/engine/prober'
import { createTools } from '@/server/engine/tools'
import { systemClock } from '@/server/runtime/clock'
import { silentLog } from '@/server/runtime/log'
import type { Status } from '../model'
import { checkTypeOf, parseOptions } from './registry'

const STATUSES: Readonly<Record<string, Status>> = {
  a: 'up',
  b: 'up',
  slow: 'degraded',
  c: 'down',
  d: 'down',
  new: 'unknown',
  planned: 'maintenance',
  held: 'paused',
}

const prober = createProber({
  clock: systemClock,
  log: silentLog,
  tools: createTools({ clock: systemClock, userAgent: 'Plimsoll/test', statusOf: (name) => STATUSES[name] }),
})
const probe = (options: unknown, wantsEvidence = false) =>
  prober.probe(
    {
      check: { no: 7, name: 'all', intervalMs: 60_000, timeoutMs: 1_000, slowAfterMs: null },
      type: checkTypeOf('composite'),
      options: parseOptions('composite', options),
    },
    { wantsEvidence },
  )

describe('a composite', () => {
  test.each([
    [{ when: 'a and not c' }, 'pass', 'c is down, a is up'],
    [{ when: 'c or (a and slow)' }, 'pass', 'c is down, slow is degraded, a is up'],
    [{ when: 'a or new' }, 'pass', 'new is not known, a is up'],
    [{ when: 'c or d' }, 'fail', 'does not hold: c is down, d is down'],
    [{ when: 'slow', degradedIsUp: false }, 'fail', 'does not hold: slow is degraded'],
    [{ when: 'c and new' }, 'fail', 'does not hold: c is down, new is not known'],
    [{ when: 'c or new' }, 'blind', 'cannot be decided: c is down, new is not known'],
    [{ when: 'planned and a' }, 'blind', 'cannot be decided: planned is in maintenance, a is up'],
    [{ when: 'not held' }, 'blind', 'cannot be decided: held is paused'],
    [{ when: 'gone' }, 'blind', 'cannot be decided: gone is not there'],
    [{ atLeast: 2, of: ['a', 'b', 'c'] }, 'pass', 'c is down, a is up, b is up'],
    [{ atLeast: 2, of: ['a', 'c', 'd'] }, 'fail', 'expected at least 2 of a, c, d up, got c is down, d is down, a is up'],
    [{ atLeast: 2, of: ['a', 'c', 'new'] }, 'blind', 'cannot be decided: c is down, new is not known, a is up'],
  ])('%j is %s', async (options, outcome, says) => expect(await probe(options)).toMatchObject({ outcome, says }))

  test('a failure keeps what it was decided by', async () => {
    const assertion = { expects: 'a and c', got: 'c is down, a is up', holds: false }
    expect((await probe({ when: 'a and c' })).evidence).toEqual({ assertions: [assertion] })
    expect((await probe({ when: 'a' })).evidence).toBeUndefined()
    expect((await probe({ when: 'a' }, true)).evidence?.assertions).toEqual([{ expects: 'a', got: 'a is up', holds: true }])
  })
  test('says at what it looks, and where each is named', () => {
    const type = checkTypeOf('composite')
    const needs = (options: unknown) => type.needs?.(parseOptions('composite', options))
    expect(needs({ when: 'a and (b or a)' })).toEqual([
      { path: 'when', name: 'a' },
      { path: 'when', name: 'b' },
    ])
    expect(needs({ atLeast: 1, of: ['a', 'b'] })).toEqual([
      { path: 'of[0]', name: 'a' },
      { path: 'of[1]', name: 'b' },
    ])
    expect(type.target(parseOptions('composite', { atLeast: 1, of: ['a', 'b'] }))).toEqual({ says: 'at least 1 of a, b', host: null })
  })
})
