import { expect, test } from 'vitest'
import { echoOf, saidIn, undoOf, withEcho } from './echo'
import { anIncident } from './testing'

const ada = { id: 'ada', name: 'Ada', email: 'ada@example.com' }
const grace = { id: 'grace', name: 'Grace', email: 'grace@example.com' }
const people = [ada, grace]

test('acknowledging shows at once who has it, and leaves an owner alone', () => {
  expect(echoOf(anIncident(), { kind: 'acknowledge' }, ada, people, 7)).toMatchObject({
    state: 'acknowledged',
    acknowledgedBy: 'Ada',
    acknowledgedAtMs: 7,
    assignee: 'Ada',
  })
  expect(echoOf(anIncident({ assignee: 'Grace' }), { kind: 'acknowledge' }, ada, people, 7)).toMatchObject({ assignee: 'Grace' })
})
test('what the server said later holds against the echo', () => {
  const row = anIncident({ version: 3 })
  const echo = { overVersion: 3, row: echoOf(row, { kind: 'acknowledge' }, ada, people, 7) }
  expect(withEcho(row, echo)).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'Ada' })
  expect(withEcho({ ...row, version: 4, state: 'acknowledged', acknowledgedBy: 'Grace' }, echo)).toMatchObject({ acknowledgedBy: 'Grace' })
})
test('what checks see goes on under an echo', () => {
  const row = anIncident()
  const echo = { overVersion: 1, row: echoOf(row, { kind: 'mitigate' }, ada, people, 7) }
  expect(withEcho({ ...row, openChecks: 0, recovering: true }, echo)).toMatchObject({ state: 'mitigated', openChecks: 0, recovering: true })
})
test('resolving while a check still fails shows that it is not proven', () => {
  expect(echoOf(anIncident({ openChecks: 1 }), { kind: 'resolve', reason: 'x' }, ada, people, 7)).toMatchObject({ proven: false })
  expect(echoOf(anIncident({ openChecks: 0 }), { kind: 'resolve', reason: 'x' }, ada, people, 7)).toMatchObject({ proven: true })
})
test('an assignment goes back to whom it was taken from, and nothing is offered where nobody had it', () => {
  expect(undoOf(anIncident({ assigneeId: 'grace' }), { kind: 'assign', to: ada.email }, people)).toEqual({
    kind: 'assign',
    to: grace.email,
  })
  expect(undoOf(anIncident(), { kind: 'assign', to: ada.email }, people)).toBeUndefined()
})

test('what was written for a deed that is refused is said again, and nothing where nothing was', () => {
  expect(saidIn({ kind: 'notes', text: 'The provider is looking at it' })).toBe('You wrote: The provider is looking at it')
  expect(saidIn({ kind: 'resolve', reason: 'It moved' })).toBe('You wrote: It moved')
  expect(saidIn({ kind: 'escalate' })).toBeUndefined()
  expect(saidIn({ kind: 'acknowledge' })).toBeUndefined()
})
