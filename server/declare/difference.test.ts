import { expect, test } from 'vitest'
import { ServiceInput } from '../catalogue/model'
import { CheckInput } from '../checks/input'
import { OpportunityInput, SegmentInput, StreamInput } from '../impact/model'
import { differingFields } from './difference'
import { CHECK, OPPORTUNITY, SEGMENT, SERVICE, STREAM } from './kinds'

const check = (more: object = {}) =>
  CHECK.shape(CheckInput.parse({ name: 'front', service: 'shop', type: 'http', options: { url: 'https://shop.example' }, ...more }))
const stream = (perHour: number, share: number) =>
  STREAM.shape(StreamInput.parse({ name: 'orders', currency: 'GBP', perHour, dependsOn: { shop: share } }))
const opportunity = (value: number) =>
  OPPORTUNITY.shape(OpportunityInput.parse({ name: 'deal', currency: 'JPY', value, journeys: [{ service: 'shop' }] }))
const service = SERVICE.shape(ServiceInput.parse({ name: 'shop' }))
const segment = SEGMENT.shape(SegmentInput.parse({ name: 'tenants', customers: 1, reach: { shop: 1 } }))

test('a difference is told in the names and units of the file', () => {
  const before = check({ interval: '90s', timeout: '5s' })
  const after = check({ interval: '1h', timeout: '10s', slowAfter: '2s', confirmInterval: '1min' })
  expect(differingFields(CHECK, before, after)).toEqual([
    { name: 'interval', before: '90s', after: '1h' },
    { name: 'confirmInterval', before: '5s', after: '1min' },
    { name: 'timeout', before: '5s', after: '10s' },
    { name: 'slowAfter', after: '2s' },
  ])
  expect(differingFields(CHECK, after, check({ interval: '1h', confirmInterval: '1min' }))).toEqual([{ name: 'slowAfter', before: '2s' }])
  expect(differingFields(STREAM, stream(3600.5, 1), stream(4000, 0.5))).toEqual([
    { name: 'perHour', before: '3600.5', after: '4000' },
    { name: 'dependsOn' },
  ])
  expect(differingFields(OPPORTUNITY, opportunity(1), opportunity(925_000))).toEqual([{ name: 'value', before: '1', after: '925000' }])
})

test('options are named and never told, for they may hold secrets', () => {
  const withBearer = (bearer: string) => check({ options: { url: 'https://shop.example', auth: { bearer } } })
  expect(differingFields(CHECK, withBearer('one-secret-of-mine'), withBearer('another-one'))).toEqual([{ name: 'options' }])
  expect(differingFields(CHECK, check(), check({ options: { url: 'https://other.example' } }))).toEqual([{ name: 'options' }])
})

test('a text that is long on either side is named alone, so that nothing looks new that is not', () => {
  const consequence = 'Nobody can buy anything, and the stand at the fair has nothing to show'
  expect(differingFields(CHECK, check({ consequence }), check({ consequence: 'Nobody can buy' }))).toEqual([{ name: 'consequence' }])
})

test('every field that is stored has a name in the file', () => {
  const known = (schema: { shape: object }) => Object.keys(schema.shape)
  const named = <Shape extends object>(kind: { words: Partial<Record<keyof Shape, string>> }, shape: Shape) =>
    (Object.keys(shape) as (keyof Shape & string)[]).map((key) => kind.words[key] ?? key)
  expect(known(CheckInput)).toEqual(expect.arrayContaining(named(CHECK, check())))
  expect(known(ServiceInput)).toEqual(expect.arrayContaining(named(SERVICE, service)))
  expect(known(StreamInput)).toEqual(expect.arrayContaining(named(STREAM, stream(1, 1))))
  expect(known(OpportunityInput)).toEqual(expect.arrayContaining(named(OPPORTUNITY, opportunity(1))))
  expect(known(SegmentInput)).toEqual(expect.arrayContaining(named(SEGMENT, segment)))
})
