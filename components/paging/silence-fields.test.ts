import { expect, test } from 'vitest'
import { silenceOf } from './silence-fields'

function written(given: Record<string, string>) {
  const fields = new FormData()
  for (const [name, value] of Object.entries({ services: 'shop, search', checks: '', lasts: '2h', until: '', reason: 'Moved', ...given }))
    fields.set(name, value)
  return silenceOf(fields)
}

test('a silence lasts as long as is written', () =>
  expect(written({})).toEqual({ matcher: { services: ['shop', 'search'] }, lasts: '2h', reason: 'Moved', everything: false }))

test('an end that is given goes before how long, in the time of whoever writes it', () => {
  const silence = written({ until: '2026-11-24T18:30' })
  expect(silence).toMatchObject({ until: new Date(2026, 10, 24, 18, 30).toISOString() })
  expect(silence).not.toHaveProperty('lasts')
})
