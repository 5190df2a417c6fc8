import { expect, test } from 'vitest'
import { ScheduleInput } from '../../oncall/model'
import { PolicyInput, type Routing } from '../model'
import { reachingAhead } from './ahead'
import { directoryOf, noRouting } from './directory'

const at = (text: string) => new Date(`2026-11-${text}:00.000Z`)
const schedule = (name: string, ends?: string) =>
  ScheduleInput.parse({
    name,
    layers: [{ people: ['bo@example.com', 'cy@example.com'], turn: 'day', handover: '09:00', starts: '2026-11-20', ends }],
  })
const policy = PolicyInput.parse({ name: 'day', steps: [{ tell: [{ schedule: 'first' }] }] })
const routing = (over: Partial<Routing>): Routing => ({
  ...noRouting,
  channels: [{ name: 'mail', kind: 'email', reaches: 'people' }],
  schedules: [schedule('first', '2026-11-24'), schedule('other')],
  policies: [policy],
  ...over,
})
const ahead = (held: Routing) =>
  reachingAhead(policy, held, directoryOf(held), at('22T12:00'), at('27T12:00')).map(({ fromAt, verdict, steps }) => [
    fromAt,
    verdict,
    steps[0]?.says,
  ])

test('says now what a policy will do at each hand-over of its schedules, and that nobody is there after the last (ALR-12)', () => {
  expect(ahead(routing({}))).toEqual([
    [at('22T12:00'), 'reaches', 'Step 1 tells bo@example.com by mail.'],
    [at('23T09:00'), 'reaches', 'Step 1 tells cy@example.com by mail.'],
    [at('24T09:00'), 'nobody', 'Step 1 reaches nobody: nobody is behind schedule first.'],
  ])
})

test('looks at the hand-overs of the last resort too, and joins what stays the same', () => {
  const resort = PolicyInput.parse({ name: 'resort', steps: [{ tell: [{ schedule: 'other' }] }] })
  const pieces = ahead(
    routing({ schedules: [schedule('first', '2026-11-22'), schedule('other')], policies: [policy, resort], lastResort: 'resort' }),
  )
  expect(pieces.map(([from, verdict]) => [from, verdict])).toEqual(
    ['22T12:00', '23T09:00', '24T09:00', '25T09:00', '26T09:00', '27T09:00'].map((from) => [at(from), 'only-last-resort']),
  )
  expect(ahead(routing({ schedules: [schedule('other')], policies: [policy] }))).toHaveLength(1)
})
