import { describe, expect, test } from 'vitest'
import { HIDDEN } from '@/server/checks/rules/option-secrets'
import { definitionOf, fieldAt, fieldsOf, NEW_SERVICE, NO_FIELDS, suggestionFrom } from './check-fields'

test.each([
  ['https://www.shop.example/admin/', 'shop-example-admin', 'shop.example/admin'],
  ['  http://127.0.0.1:4100/health?x=1 ', '127-0-0-1-4100-health', '127.0.0.1:4100/health'],
  ['https://shop.example', 'shop-example', 'shop.example'],
  ['shop.example', '', ''],
  ['ftp://shop.example/', '', ''],
])('%s suggests %s', (url, name, title) => expect(suggestionFrom(url)).toEqual({ name, title }))

test('a suggested name is one that the file takes, however long the address', () => {
  const { name } = suggestionFrom(`https://shop.example/${'a-'.repeat(80)}`)
  expect(name).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/)
})
describe('the definition that fields mean', () => {
  const fields = {
    ...NO_FIELDS,
    url: ' https://a.example/ ',
    name: 'a',
    service: 'shop',
    status: '200, 301-302',
    contains: 'one\n\ntwo\n',
    slowAfter: '800ms',
  }

  test('is in the words of the file', () =>
    expect(definitionOf(fields)).toEqual({
      name: 'a',
      service: 'shop',
      type: 'http',
      interval: '60s',
      slowAfter: '800ms',
      options: { url: 'https://a.example/', expect: { status: ['200', '301-302'], bodyContains: ['one', 'two'] } },
    }))
  test('keeps what the form does not show, hidden secrets among it', () => {
    const before = {
      name: 'a',
      title: 'A',
      service: 'shop',
      type: 'http',
      interval: '1min',
      slowAfter: '1s',
      critical: false,
      tags: ['x'],
      options: { url: HIDDEN, auth: { bearer: HIDDEN }, expect: { status: ['200'], certificateDays: 14 } },
    }
    expect(definitionOf(fieldsOf(before), before)).toEqual({
      ...before,
      options: { ...before.options, expect: { ...before.options.expect, bodyContains: [] } },
    })
  })
  test('leaves out a threshold that was emptied', () =>
    expect(definitionOf({ ...fields, slowAfter: '' }, { slowAfter: '1s' })).not.toHaveProperty('slowAfter'))
  test('names a service that is made with it', () =>
    expect(definitionOf({ ...fields, service: NEW_SERVICE, newService: 'Admin sign-in' }).service).toBe('admin-sign-in'))
})

test.each([
  ['options.url', 'url'],
  ['input.options.url', 'url'],
  ['options.expect.status[0]', 'status'],
  ['options.expect.bodyContains[1]', 'contains'],
  ['interval', 'interval'],
  ['input.slowAfter', 'slowAfter'],
  ['options.auth.bearer', undefined],
])('an issue at %s is shown at %s', (path, field) => expect(fieldAt(path)).toBe(field))
