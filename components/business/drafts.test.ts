import { describe, expect, test } from 'vitest'
import { ServiceInput } from '@/server/catalogue/model'
import { ContractInput, OpportunityInput, SegmentInput, StreamInput } from '@/server/impact/model'
import { cellsOf, definitionOf, draftOf, FORMS, fieldAt, numberOf, plainWeek, withCells } from './drafts'
import { hourCost } from './hour-cost'

const week = { mon: Array.from({ length: 24 }, (_, hour) => (hour === 10 ? 1.5 : 0.2)) }
const DEFINED = {
  services: { name: 'admin', title: 'Admin', tier: 1, owner: 'Commerce', dependsOn: ['auth'], runbook: 'https://runbooks.example/admin' },
  streams: {
    name: 'orders',
    title: 'Orders',
    currency: 'GBP',
    perHour: 3600.5,
    dependsOn: { admin: 1, web: 0.07 },
    profile: { timeZone: 'Europe/London', week },
  },
  opportunities: {
    name: 'zebra',
    title: 'Zebra',
    currency: 'JPY',
    value: 925_000,
    probability: 0.7,
    closesOn: '2026-12-18',
    nextStep: 'Demo',
    journeys: [{ check: 'admin-area' }, { service: 'admin' }],
    target: 0.999,
    stakeholders: ['ada@shop.example', 'Head of retail'],
  },
  segments: { name: 'trade', title: 'Trade', customers: 4_200, reach: { admin: 0.29 } },
  contracts: {
    name: 'gold',
    title: 'Gold',
    customer: 'Zebra Associates',
    currency: 'KWD',
    monthlyFee: 12.345,
    sla: 0.9995,
    services: ['admin'],
    credits: [
      { below: 0.9995, credit: 0.1 },
      { below: 0.99, credit: 0.57 },
    ],
    timeZone: 'Europe/London',
    maintenance: 'counted',
  },
} as const
const SCHEMAS = {
  services: ServiceInput,
  streams: StreamInput,
  opportunities: OpportunityInput,
  segments: SegmentInput,
  contracts: ContractInput,
}

describe('the forms', () => {
  test.each(Object.keys(DEFINED) as (keyof typeof DEFINED)[])('of %s say again what they were filled with', (list) => {
    const again = definitionOf(list, draftOf(list, DEFINED[list], 'GBP'))
    expect(again).toEqual(DEFINED[list])
    expect(SCHEMAS[list].safeParse(again).error).toBeUndefined()
  })

  test.each(Object.keys(DEFINED) as (keyof typeof DEFINED)[])('of %s have every field of the schema', (list) => {
    expect(FORMS[list].map(([key]) => key).sort()).toEqual(Object.keys(SCHEMAS[list].shape).sort())
  })

  test('an amount has the digits of its currency', () => {
    expect(draftOf('streams', DEFINED.streams, 'GBP').texts.perHour).toBe('3600.50')
    expect(draftOf('opportunities', DEFINED.opportunities, 'GBP').texts.value).toBe('925000')
    expect(draftOf('contracts', DEFINED.contracts, 'GBP').texts.monthlyFee).toBe('12.345')
  })

  test('what is no number is sent as it was typed, so that the answer names it', () => {
    expect(['3,600.50', ' 12 ', '', 'lots', '1e9', '-3'].map(numberOf)).toEqual([3600.5, 12, undefined, 'lots', '1e9', -3])
    const draft = draftOf('contracts', DEFINED.contracts, 'GBP')
    expect(definitionOf('contracts', { ...draft, texts: { ...draft.texts, sla: 'three nines' } }).sla).toBe('three nines')
  })

  test('what is wrong stands at its field', () => {
    expect(
      ['credits[0].below', 'input.sla', 'dependsOn.web', 'profile.week.mon[3]', 'elsewhere'].map((path) => fieldAt('contracts', path)),
    ).toEqual(['credits', 'sla', undefined, undefined, undefined])
    expect(fieldAt('streams', 'profile.week.mon[3]')).toBe('profile')
  })
})

describe('a pasted week', () => {
  test.each([
    [
      'a spreadsheet',
      '1\t2\n3\t4',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      'CSV',
      '1,2\n3,4',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      'decimals with commas',
      '1,5;2\n3;4',
      [
        ['1.5', '2'],
        ['3', '4'],
      ],
    ],
    ['names of days and hours', 'day,0,1\nmon,1,2', [['1', '2']]],
    ['words', 'nothing here', []],
  ])('from %s', (_claim, text, cells) => expect(cellsOf(text)).toEqual(cells))

  test('lies where it was pasted, and what does not fit is left out', () => {
    const laid = withCells(plainWeek(), [['5', '6', '7']], 6, 22)
    expect(laid[6]?.slice(21)).toEqual(['1', '5', '6'])
    expect(laid).toHaveLength(7)
  })
})

describe('what an hour costs', () => {
  const draft = draftOf('streams', DEFINED.streams, 'GBP')
  test('now is the baseline by the factor of the hour in its time zone; the peak is named', () => {
    // Monday 10:30 in London, and an hour later in July.
    expect(hourCost(draft, Date.parse('2026-11-23T10:30:00Z'))).toMatchObject({
      now: { factor: 1.5, amount: 5400.75 },
      peak: { factor: 1.5, when: 'Mon 10:00' },
      alone: [{ service: 'admin', amount: 5400.75 }, { service: 'web' }],
    })
    expect(hourCost(draft, Date.parse('2026-07-06T10:30:00Z'))?.now.factor).toBe(0.2)
  })
  test('is unknown while the fields are no numbers', () =>
    expect(hourCost({ ...draft, texts: { ...draft.texts, perHour: 'x' } }, 0)).toBeUndefined())
})
