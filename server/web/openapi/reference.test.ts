import { describe, expect, test } from 'vitest'
import { API } from './api'
import { groupText, type OperationText, overviewOf } from './reference'

const URL = 'https://plimsoll.example'
const overview = overviewOf(API)
const groups = overview.groups.flatMap(({ key }) => groupText(API, key, URL) ?? [])
const operation = (id: string): OperationText | undefined => groups.flatMap(({ operations }) => operations).find((one) => one.id === id)
const fieldOf = (id: string, path: string) => {
  const told = operation(id)
  return [...(told?.parameters ?? []), ...(told?.body?.fields ?? [])].find((field) => field.path === path)
}

test('every address stands in one group, with an anchor of its own', () => {
  const ids = groups.flatMap(({ operations }) => operations.map(({ id }) => id))
  const all = Object.values(API.paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId))
  expect(ids.toSorted()).toEqual(all.toSorted())
  expect(new Set(ids).size).toBe(ids.length)
  expect(overview.groups.flatMap(({ operations }) => operations.map(({ id }) => id)).toSorted()).toEqual(ids.toSorted())
  expect(groupText(API, 'no-such-group', URL)).toBeUndefined()
})

test('every shape that a page leads to stands on it', () => {
  for (const { key, operations, shapes } of groups) {
    const there = new Set(shapes.map(({ name }) => name))
    const led = [
      ...operations.flatMap(({ answers, body, parameters }) => [...answers, ...parameters, ...(body?.fields ?? [])]),
      ...shapes.flatMap(({ fields }) => fields),
    ].flatMap(({ shape }) => shape ?? [])
    expect(
      led.filter((name) => !there.has(name)),
      key,
    ).toEqual([])
  }
})

describe('a field says what it is', () => {
  test.each([
    ['postChecks', 'name', { required: true, is: 'name', says: '' }],
    ['postChecks', 'interval', { required: false, is: 'duration, 1s to 1d', fallback: '1min', says: '' }],
    ['postChecks', 'openAfter', { is: 'whole number, 1 to 20', fallback: '2' }],
    ['postChecks', 'tags', { is: 'list of text, at most 40 characters' }],
    ['getChecks', 'limit', { required: false, is: 'whole number, 1 to 1000', fallback: '200' }],
    ['getChecksById', '{id}', { required: true, says: 'The id, or the name.' }],
    ['postPolicies', 'steps[].tell[].channel', { required: false }],
    ['postStreams', 'dependsOn', { is: 'name → number, 0 to 1' }],
    ['postSilences', 'matcher.severities', { is: 'list of emergency, critical, high, medium, low' }],
  ])('%s: %s', (id, path, expected) => expect(fieldOf(id, path)).toMatchObject(expected))
})

test('a command works as it stands once the key and the names are set', () => {
  expect(operation('getChecksByIdResults')?.curl).toBe(
    `curl -s \\\n  -H "Authorization: Bearer $PLIMSOLL_KEY" \\\n  "${URL}/api/v1/checks/$ID/results"`,
  )
  expect(operation('postIncidentsByIdResolve')?.curl).toContain(`-d '{"reason":"The shop moved"}'`)
  expect(operation('postInboundAlertsBySource')?.curl).toContain('Bearer $SOURCE_TOKEN')
  expect(operation('getRehearsal')?.curl).toContain('/rehearsal?service=$SERVICE')
  expect(operation('getLive')?.curl).toBe(`curl -s \\\n  "${URL}/live"`)
})

test('it says who may', () => {
  expect(operation('postChecks')?.mayDo).toBe('The right edit-checks: engineer and admin, and keys that were given it.')
  expect(operation('getOpenapiJson')?.mayDo).toBe('Every person and every key.')
  expect(operation('postInboundAlertsBySource')?.mayDo).toBe('Whoever has the token of the source.')
})
