import { describe, expect, test } from 'vitest'
import type { AheadRow, PageRow, SendingRow } from '@/server/live/rows'
import { countdown, nextOf, nextStepWords, toldLines, withNames } from './escalation'

const NAMES = { 'ben@example.com': 'Ben Ito' }
const step = (parts: Partial<AheadRow> = {}): AheadRow => ({
  step: 2,
  atMs: 300_000,
  who: [{ channel: 'mail', person: 'ben@example.com' }],
  resort: 'direct',
  because: [],
  ...parts,
})
const aPage = (parts: Partial<PageRow> = {}): PageRow => ({
  id: 'i1',
  declared: true,
  policy: 'Night',
  finding: null,
  startedAtMs: 0,
  openedAtMs: 0,
  acknowledgedAtMs: null,
  mitigatedAtMs: null,
  resolvedAtMs: null,
  answered: false,
  closed: false,
  stepAtMs: 300_000,
  steps: [step()],
  executives: null,
  executivesToldAtMs: null,
  mutedBy: [],
  mutedUntilMs: null,
  unheard: false,
  trail: [],
  ...parts,
})
const says = (parts: Partial<PageRow>) => nextOf(aPage(parts), NAMES).says

describe('what comes next', () => {
  test('is the next step, by name, unless someone acknowledges', () =>
    expect(nextOf(aPage(), NAMES)).toEqual({
      kind: 'countdown',
      atMs: 300_000,
      says: 'until Ben Ito is paged, unless someone acknowledges',
      reachesNobody: false,
    }))
  test('names the last resort as what it is, and a step that reaches nobody', () => {
    expect(says({ steps: [step({ resort: 'policy', who: [{ channel: 'spare', person: null }] })] })).toContain(
      'the last resort, spare, is paged',
    )
    expect(nextOf(aPage({ steps: [step({ resort: 'nobody', who: [] })] }), NAMES)).toMatchObject({
      says: 'until step 2, which reaches nobody, unless someone acknowledges',
      reachesNobody: true,
    })
  })
  test('is the executives when they come first, or when an answer has stopped the steps', () => {
    const executives = step({ step: null, atMs: 200_000 })
    expect(says({ executives })).toBe('until executives are told')
    expect(says({ answered: true, stepAtMs: null, steps: [], executives })).toBe('until executives are told')
  })
  test.each([
    [{ mutedBy: ['the silence of Ada (deploy)'], stepAtMs: null, steps: [] }, 'Nobody is paged because of the silence of Ada (deploy)'],
    [{ answered: true, stepAtMs: null, steps: [] }, 'Somebody is on it, so nobody else is paged.'],
    [{ stepAtMs: null }, 'Something that is planned keeps it quiet before the next step is due.'],
    [{ stepAtMs: null, steps: [] }, 'Every step is taken and nobody has answered. Escalate to page somebody again.'],
    [{ stepAtMs: null, steps: [], unheard: true }, 'Nobody could be reached. Call somebody.'],
    [{ declared: false, stepAtMs: null, steps: [] }, 'Nobody is paged: nothing declares by which channel anybody is told.'],
    [{ closed: true, stepAtMs: null, steps: [] }, 'It is over. Whoever was told of it is told of its end.'],
  ])('is nothing for a reason that is said (%#)', (parts, sentence) => expect(says(parts)).toBe(sentence))
})

test('an escalation says beforehand whom it pages', () => {
  expect(nextStepWords(aPage(), NAMES)).toBe('The next step: Ben Ito')
  expect(nextStepWords(aPage({ steps: [step({ who: [] })] }), NAMES)).toBe('The next step, which reaches nobody now')
  expect(nextStepWords(aPage({ steps: [] }), NAMES)).toBeUndefined()
})

test('each way to somebody is one line, with how its last message stands', () => {
  const sending = (id: string, parts: Partial<SendingRow> = {}): SendingRow => ({
    id,
    kind: 'page',
    channel: 'mail',
    person: 'ben@example.com',
    atMs: Number(id),
    state: 'delivered',
    says: null,
    deliveredAtMs: null,
    ...parts,
  })
  const lines = toldLines([sending('3', { state: 'dead' }), sending('2', { channel: 'pager', person: null }), sending('1')], NAMES)
  expect(lines.map(({ name, channel, last, count }) => [name, channel, last.state, count])).toEqual([
    ['Ben Ito', 'mail', 'dead', 2],
    ['pager', null, 'delivered', 1],
  ])
})

test('sentences of the trail name people', () =>
  expect(withNames('Step 1 told ben@example.com by mail, x@example.com: ben@example.com.', NAMES)).toBe(
    'Step 1 told Ben Ito by mail, x@example.com: Ben Ito.',
  ))

test.each([
  [245_000, '4:05'],
  [3_845_000, '1:04:05'],
  [900, '0:01'],
  [0, 'now'],
])('a countdown of %d ms reads %s', (ms, text) => expect(countdown(ms)).toBe(text))
