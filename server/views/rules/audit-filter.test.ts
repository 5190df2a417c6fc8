import { expect, test } from 'vitest'
import { patternOf } from '../../kernel/inputs'
import { auditAddress, readAuditFilter } from './audit-filter'

const ID = '01900000-0000-7000-8000-000000000000'
const read = (query: string) => readAuditFilter(new URLSearchParams(query))

test('what stands in the address is what is looked for, and the other way round', () => {
  const filter = { by: 'system', text: 'role of', before: ID }
  const address = auditAddress(filter)
  expect(address).toBe(`/settings/audit?q=role+of&by=system&before=${ID}`)
  expect(read(address.split('?')[1] ?? '')).toEqual(filter)
})
test('without a filter the address has no query', () => expect(auditAddress({ by: '', text: '' })).toBe('/settings/audit'))
test('a place in the log that is none is left out, and so is what cannot be looked for', () =>
  expect(read(`before=yesterday&q=${encodeURIComponent(` a\0b${'c'.repeat(200)}`)}`)).toEqual({
    by: '',
    text: `ab${'c'.repeat(98)}`,
    before: undefined,
  }))
test('a percent sign, an underscore and a backslash stand for themselves', () => expect(patternOf('100%_\\')).toBe('%100\\%\\_\\\\%'))
