import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openJournal } from './journal'
import { aNotice } from './outbox/testing'
import type { Outcome } from './outbox/words'

const root = mkdtempSync(join(tmpdir(), 'plimsoll-journal-'))
afterAll(() => rmSync(root, { recursive: true }))
const folderOf = (name: string) => mkdtempSync(join(root, name))
const at = new Date('2026-11-17T14:00:00.000Z')

const outcome = (state: Outcome['state']): Outcome => ({
  load: { head: { notice: aNotice(at), attempt: 1 }, others: [{ notice: aNotice(at, { lossPerMinute: 4.5 }), attempt: 2 }] },
  attempt: { id: 'a', at, outcome: 'delivered', says: 'answered 200', tookMs: 12, status: 200, channel: 'mail' },
  state,
  at,
  ref: 'm1',
})

test('an outcome is read as it was written, also by who opens it anew', () => {
  const folder = folderOf('same')
  const journal = openJournal(folder)
  const outcomes = [outcome('delivered'), outcome('waiting')]
  for (const one of outcomes) journal.append(one)
  expect(journal.read()).toEqual(outcomes)
  expect(openJournal(folder).read()).toEqual(outcomes)
})

test('a last line that a kill cut off is left out, and what follows it is not lost', () => {
  const folder = folderOf('torn')
  const [first, second] = [outcome('delivered'), outcome('dead')]
  const journal = openJournal(folder)
  journal.append(first)
  appendFileSync(join(folder, 'outcomes.jsonl'), '{"load":{"head":{"noti')
  const again = openJournal(folder)
  expect(again.read()).toEqual([first])
  again.append(second)
  expect(openJournal(folder).read()).toEqual([first, second])
})

test('a line of something else is passed over', () => {
  const folder = folderOf('strange')
  appendFileSync(join(folder, 'outcomes.jsonl'), 'not JSON\n{"state":"delivered"}\n')
  const journal = openJournal(folder)
  const only = outcome('delivered')
  journal.append(only)
  expect(journal.read()).toEqual([only])
})

test('what Postgres knows is forgotten', () => {
  const folder = folderOf('known')
  const journal = openJournal(folder)
  journal.append(outcome('delivered'))
  journal.forget()
  expect(readFileSync(join(folder, 'outcomes.jsonl'), 'utf8')).toBe('')
  expect(journal.read()).toEqual([])
})

test('it is bounded: what has no room is told of, and not half written', () => {
  const folder = folderOf('full')
  const said: string[] = []
  const journal = openJournal(folder, (trouble) => said.push(trouble))
  const small = outcome('delivered')
  const large: Outcome = { ...small, attempt: { ...small.attempt, says: 'x'.repeat(70 * 2 ** 20) } }
  journal.append(small)
  journal.append(large)
  expect(said).toEqual([expect.stringContaining('is full')])
  expect(journal.read()).toEqual([small])
})
