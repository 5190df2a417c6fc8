import { describe, expect, test } from 'vitest'
import { SourceInput } from '../model'
import { signalOf, truncatedSignal } from './reading'

const NOW = new Date('2026-11-17T14:00:00Z')
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000)
const source = (over: object = {}) => ({ ...SourceInput.parse({ name: 'prod', kind: 'alertmanager', ...over }), tokenHash: '' })
const isService = (name: string) => ['shop', 'search'].includes(name)
const said = (labels: Record<string, string> = {}, over: object = {}) => ({
  fingerprint: 'a',
  state: 'firing' as const,
  title: 'Errors',
  says: '12 %',
  group: 'g',
  labels,
  link: null,
  startedAt: null,
  endedAt: null,
  ...over,
})
const read = (labels: Record<string, string>, mapping: object = {}, over: object = {}) =>
  signalOf(source(mapping), said(labels, over), isService, NOW)

describe('the service of an alert', () => {
  test.each<[string, Record<string, string>, object, string | null]>([
    ['is the one that its label names', { service: 'shop' }, {}, 'shop'],
    ['by a label of our own before others', { service: 'search', plimsoll_service: 'shop' }, {}, 'shop'],
    ['or the one that its value stands for', { job: 'web' }, { service: { labels: ['job'], names: { web: 'shop' } } }, 'shop'],
    ['else the one of all that name none', {}, { service: { otherwise: 'search' } }, 'search'],
    ['or name one that is not there', { service: 'nowhere' }, { service: { otherwise: 'search' } }, 'search'],
    ['else nobody knows it, and what was named is kept to be told', { service: 'nowhere' }, {}, 'nowhere'],
    ['else it is of none', {}, {}, null],
    ['an inherited name is no mapping', { service: 'constructor' }, {}, 'constructor'],
  ])('%s', (_says, labels, mapping, expected) => expect(read(labels, mapping).service).toBe(expected))
})

describe('the severity of an alert', () => {
  test.each<[string, object, string]>([
    ['emergency', {}, 'emergency'],
    ['Critical', {}, 'critical'],
    ['page', {}, 'critical'],
    ['error', {}, 'high'],
    ['warning', {}, 'medium'],
    ['info', {}, 'low'],
    ['P1', {}, 'critical'],
    ['strange', {}, 'high'],
    ['strange', { severity: { otherwise: 'low' } }, 'low'],
    ['warning', { severity: { words: { warning: 'critical' } } }, 'critical'],
    ['toString', {}, 'high'],
  ])('%s', (word, mapping, expected) => expect(read({ severity: word }, mapping).severity).toBe(expected))
})

describe('what an alert says of its service', () => {
  test.each<[string, Record<string, string>, object, string]>([
    ['of a critical one it is impaired', { severity: 'critical' }, {}, 'degraded'],
    ['of a lesser one nothing', { severity: 'warning' }, {}, 'reported'],
    ['as its source declares', { severity: 'warning' }, { means: { medium: 'down' } }, 'down'],
    ['as the alert itself says', { severity: 'warning', plimsoll_means: 'down' }, {}, 'down'],
    ['a word that is none means nothing', { severity: 'critical', plimsoll_means: 'dead' }, {}, 'degraded'],
  ])('%s', (_says, labels, mapping, expected) => expect(read(labels, mapping).condition).toBe(expected))
})

describe('until when an alert is waited for', () => {
  test.each<[string, object, Date | null]>([
    ['nine hours, unless its source says otherwise', {}, at(9 * 3_600)],
    ['until the end that it announces', { endedAt: at(600) }, at(600)],
    ['an end that is over by now is none', { endedAt: at(-600) }, at(9 * 3_600)],
    ['what is over is not waited for', { state: 'resolved', endedAt: at(-1) }, null],
  ])('%s', (_says, over, expected) => expect(read({}, {}, over).expiresAt).toEqual(expected))
})

test('texts are one line, cut, and hold nothing that cannot be stored', () => {
  const signal = read({ 'a\nb': 'c\0d\ud800' }, {}, { title: `x\r\n${'y'.repeat(400)}`, says: '', fingerprint: 'f\0\ud800' })
  expect(signal.title).toHaveLength(160)
  expect(signal.title.startsWith('x y')).toBe(true)
  expect(signal.labels).toEqual({ 'a b': 'c d\ufffd' })
  expect(signal.fingerprint).toBe('f\ufffd')
})

test.each([
  ['javascript:alert(1)', null],
  ['not an address', null],
  ['https://prometheus.example/graph', 'https://prometheus.example/graph'],
])('a link is only what a browser may be sent to: %s', (link, expected) => expect(read({}, {}, { link }).link).toBe(expected))

describe('alerts that a source left out', () => {
  const prod = source({ title: 'Alertmanager' })
  test('are said to be missing, until that group comes whole or is not heard of again', () => {
    const missing = truncatedSignal(prod, { truncated: 7, group: '{}:{a="b"}' }, undefined, NOW)
    expect(missing).toMatchObject({
      source: 'meta',
      fingerprint: 'truncated:prod',
      state: 'firing',
      title: 'Alertmanager leaves alerts out',
      says: expect.stringMatching(/^7 alerts of a group were left out of what Alertmanager sent/),
      expiresAt: at(9 * 3_600),
    })
    const lastGroup = missing?.labels.group
    expect(truncatedSignal(prod, { truncated: 0, group: '{}:{a="b"}' }, lastGroup, NOW)).toMatchObject({ state: 'resolved' })
    expect(truncatedSignal(prod, { truncated: 0, group: 'another' }, lastGroup, NOW)).toBeUndefined()
    expect(truncatedSignal(prod, { truncated: 0, group: 'another' }, undefined, NOW)).toBeUndefined()
  })
  test('are said once of each source, whatever it calls its groups', () => {
    const keys = ['a', 'b', 'x'.repeat(5_000)].map((group) => truncatedSignal(prod, { truncated: 1, group }, undefined, NOW)?.fingerprint)
    expect(new Set(keys)).toEqual(new Set(['truncated:prod']))
  })
})
