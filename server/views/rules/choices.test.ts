import { expect, test } from 'vitest'
import { z } from 'zod'
import { PolicyInput } from '@/server/alerts/model'
import { ScheduleInput } from '@/server/oncall/model'
import { withChoices } from './choices'

const NONE = { channel: [], by: [], fallback: [], schedule: [], team: [], policy: [], person: [] }
const bo = { value: 'bo@shop.example', title: 'Bo' }
const schemaOf = (input: z.ZodType) => z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' })

test('people, channels and schedules are offered wherever a policy or a schedule names them, however deep', () => {
  const policy = JSON.stringify(withChoices(schemaOf(PolicyInput), { ...NONE, person: [bo], by: [{ value: 'mail', title: 'Mail' }] }))
  expect(policy.split('"enum":["bo@shop.example"],"titles":["Bo"]').length - 1).toBe(3)
  expect(policy).toContain('"enum":["mail"]')
  expect(JSON.stringify(withChoices(schemaOf(ScheduleInput), { ...NONE, person: [bo] }))).toContain('"titles":["Bo"]')
})

test('where there is nothing to offer a name is written as before', () => {
  const schema = schemaOf(PolicyInput)
  expect(withChoices(schema, NONE)).toEqual(schema)
})
