import { expect, test } from 'vitest'
import { clientTypes } from './client-types'
import type { ApiDocument } from './document'

test('every form that a schema takes becomes a type', () => {
  const typed = (schema: object) =>
    /^ {4}Thing: (.*?)\n {2}\}\n {2}responses/ms.exec(
      clientTypes({ paths: {}, components: { schemas: { Thing: schema }, responses: {} } } as unknown as ApiDocument),
    )?.[1]
  expect(typed({ type: 'integer' })).toBe('number')
  expect(typed({ type: ['string', 'null'] })).toBe('string | null')
  expect(typed({ enum: ['a', 'b'] })).toBe('"a" | "b"')
  expect(typed({ type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'null' }] } })).toBe('(string | null)[]')
  expect(typed({ type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }] })).toBe('[string, number]')
  expect(typed({ type: 'object', additionalProperties: { type: 'number' } })).toMatch(/^\{\s+\[name: string\]: number\s+\}$/)
  expect(typed({ type: 'object', properties: { a: { type: 'string', description: 'One.' }, 'b-c': {} }, required: ['a'] })).toMatch(
    /^\{\s+\/\*\* One\. \*\/\s+a: string\s+'b-c'\?: unknown\s+\}$/,
  )
  expect(typed({ $ref: '#/components/schemas/Other' })).toBe("components['schemas']['Other']")
})
