import { describe, expect, test } from 'vitest'
import { HIDDEN } from '@/server/checks/rules/option-secrets'
import { checkTypes, optionsSchemaOf } from '@/server/checks/types/registry'
import { copyOf, definitionOf, draftOf, NEW_SERVICE, NO_DRAFT, placed, withProposal } from './check-fields'
import { controlOf, type FormSchema, isShown, meantBy, withField, wrongAt } from './form-schema'

const schemaOf = (kind: string): FormSchema => {
  const type = checkTypes.get(kind)
  if (!type) throw new Error(kind)
  return optionsSchemaOf(type) as FormSchema
}
const BEFORE = {
  name: 'a',
  title: 'A',
  service: 'shop',
  type: 'http',
  interval: '1min',
  critical: false,
  tags: ['team:web'],
  options: { url: HIDDEN, auth: { bearer: HIDDEN }, expect: { status: ['200'] } },
}

describe('the definition of a draft', () => {
  test('keeps everything of a check that exists, hidden secrets among it', () => expect(definitionOf(draftOf(BEFORE))).toEqual(BEFORE))
  test('names a service that is made with it', () =>
    expect(definitionOf({ ...NO_DRAFT, service: NEW_SERVICE, newService: 'Admin sign-in' }).service).toBe('admin-sign-in'))
  test('takes what was pasted and leaves the service as it was chosen', () =>
    expect(
      definitionOf(
        withProposal(
          { ...NO_DRAFT, service: 'shop' },
          { type: 'tcp', title: 'a:1', name: 'a-1', options: { host: 'a', port: 1 }, notes: [] },
          false,
        ),
      ),
    ).toEqual({ name: 'a-1', title: 'a:1', service: 'shop', type: 'tcp', interval: '60s', options: { host: 'a', port: 1 } }))
  test('of a copy has another name and no secret', () =>
    expect(definitionOf(copyOf(BEFORE))).toEqual({
      ...BEFORE,
      name: 'copy-of-a',
      title: 'Copy of A',
      options: { auth: {}, expect: { status: ['200'] } },
    }))
})

describe('a form made of a schema', () => {
  test.each(checkTypes.all.map(({ kind }) => kind))('has a control with a label for everything that %s takes', (kind) => {
    const unlabelled: string[] = []
    const walk = (schema: FormSchema, path: string) => {
      const control = controlOf(schema)
      if (control.kind === 'list') walk(control.items, `${path}[]`)
      if (control.kind !== 'group') return
      for (const [key, inner] of control.fields) {
        if (!inner.title) unlabelled.push(`${path}.${key}`)
        walk(inner, `${path}.${key}`)
      }
    }
    walk(schemaOf(kind), 'options')
    expect(unlabelled).toEqual([])
  })
  test.each([
    ['number', '3', 3],
    ['number', '1.', 1],
    ['number', 'three', 'three'],
    ['number', ' ', undefined],
    ['line', ' a ', 'a'],
    ['lines', ' a\n', ' a\n'],
    ['json', '{"a":1}', { a: 1 }],
    ['json', 'plain', 'plain'],
  ] as const)('a %s reads "%s" as %j', (kind, typed, meant) => expect(meantBy(kind, typed)).toEqual(meant))
  test('a group that was emptied is not declared', () => {
    expect(withField({ a: 1 }, 'a', undefined)).toBeUndefined()
    expect(withField(undefined, 'a', 1)).toEqual({ a: 1 })
  })
})

describe('what the server refuses', () => {
  test('stands at its field, and elsewhere when there is none', () =>
    expect(
      placed(
        [
          { path: 'input.options.url', message: 'is none' },
          { path: 'interval', message: 'must be at least 1 s' },
          { path: 'options.nothing', message: 'is not known' },
          { path: 'version', message: 'has changed' },
        ],
        schemaOf('http'),
      ),
    ).toEqual({
      at: { 'options.url': 'Is none.', interval: 'Must be at least 1 s.' },
      elsewhere: 'options.nothing: Is not known. version: Has changed.',
    }))
  test.each([
    ['expect.json[0].path', true],
    ['headers.x-a', true],
    ['expect.nothing', false],
  ])('a form for http shows %s: %s', (path, shown) => expect(isShown(schemaOf('http'), path)).toBe(shown))
  test('a control without parts shows what is wrong anywhere in it', () => {
    const wrong = { 'options.filter.a': 'No.' }
    expect(wrongAt(wrong, 'options.filter', true)).toBe('No.')
    expect(wrongAt(wrong, 'options.filter', false)).toBeUndefined()
    expect(wrongAt(wrong, 'options.fil', true)).toBeUndefined()
  })
})
