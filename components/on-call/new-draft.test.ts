import { expect, test } from 'vitest'
import { PolicyInput } from '@/server/alerts/model'
import { ScheduleInput, TeamInput } from '@/server/oncall/model'
import { newDraft } from './new-draft'

const given = { me: 'bo@shop.example', today: '2026-11-22', timeZone: 'Europe/Madrid' }

test.each([
  ['schedules', ScheduleInput],
  ['policies', PolicyInput],
  ['teams', TeamInput],
] as const)('a new one of %s is complete but for its name', (list, input) =>
  expect(input.safeParse({ ...newDraft(list, given), name: 'first' }).error?.issues).toBeUndefined(),
)

test('the first turn of a schedule begins on the Monday of this week', () =>
  expect(newDraft('schedules', given)).toMatchObject({
    timeZone: 'Europe/Madrid',
    layers: [{ people: ['bo@shop.example'], starts: '2026-11-16' }],
  }))
