import { isDeepStrictEqual } from 'node:util'
import { sentenceOf } from '@/server/kernel/errors'
import type { Assertion } from '../../model'
import { daysLeft } from '../../rules/network-words'
import { statusSet } from '../../rules/status-set'
import { MOST_BODY_BYTES } from './body'
import type { Exchange } from './exchange'
import type { Expect, JsonExpectation } from './options'
import { type BoundedPattern, compileJsonPath, compilePattern } from './patterns'

/** An answer under judgement. Text and JSON are made once, and only when a condition asks. */
class Subject {
  readonly exchange: Exchange
  readonly now: Date
  #text: string | undefined
  #json: ReadJson | undefined

  constructor(exchange: Exchange, now: Date) {
    this.exchange = exchange
    this.now = now
  }

  get text(): string {
    this.#text ??= this.exchange.body.text()
    return this.#text
  }

  get isCut(): boolean {
    return this.exchange.body.isCut
  }

  get json(): ReadJson {
    this.#json ??= this.#parse()
    return this.#json
  }

  #parse(): ReadJson {
    if (this.isCut) return { problem: `the body is larger than ${MIB} MiB, so its JSON was not read` }
    try {
      return { value: JSON.parse(this.text) }
    } catch {
      return { problem: this.text === '' ? 'the body is empty' : 'the body is not JSON' }
    }
  }
}

const MIB = MOST_BODY_BYTES / 1024 / 1024
const UNREAD = `the rest beyond ${MIB} MiB was not read`

type Condition = (subject: Subject) => Assertion

/** Judges answers by what is expected of them; compiled once. */
export type Judge = (exchange: Exchange, now: Date) => Assertion[]

export function compileExpectations(expect: Expect): Judge {
  const conditions: readonly Condition[] = [
    statusCondition(expect.status),
    ...Object.entries(expect.headers).map(([name, source]) => headerCondition(name, source)),
    ...expect.bodyContains.map(containsCondition),
    ...expect.bodyLacks.map(lacksCondition),
    ...expect.bodyMatches.map(matchesCondition),
    ...expect.json.map(jsonCondition),
    ...(expect.certificateDays === undefined ? [] : [certificateCondition(expect.certificateDays)]),
  ]
  return (exchange, now) => {
    const subject = new Subject(exchange, now)
    return conditions.map((condition) => condition(subject))
  }
}

function statusCondition(entries: readonly string[]): Condition {
  const holds = statusSet(entries)
  const expects = `status ${entries.join(', ')}`
  return ({ exchange }) => ({ expects, got: String(exchange.status), holds: holds(exchange.status) })
}

function headerCondition(name: string, source: string): Condition {
  const pattern = compilePattern(source)
  const lower = name.toLowerCase()
  const expects = `header ${name} that matches ${source}`
  return ({ exchange }) => {
    const values = exchange.headers.filter(([known]) => known.toLowerCase() === lower).map(([, value]) => value)
    const holds = values.some((value) => pattern.test(value))
    return { expects, got: values.length === 0 ? 'no such header' : values.join(', ').slice(0, 200), holds }
  }
}

function containsCondition(part: string): Condition {
  const expects = `body that contains ${quoted(part)}`
  return (subject) => {
    const holds = subject.text.includes(part)
    return { expects, got: holds ? 'it does' : `it is not in ${sizeOf(subject)}`, holds }
  }
}

function lacksCondition(part: string): Condition {
  const expects = `body without ${quoted(part)}`
  return (subject) => {
    const has = subject.text.includes(part)
    return {
      expects,
      got: has ? 'it is there' : subject.isCut ? `it is not in the first ${MIB} MiB, but ${UNREAD}` : 'it is not there',
      holds: !has && !subject.isCut,
    }
  }
}

function matchesCondition(source: string): Condition {
  const pattern = compilePattern(source)
  const expects = `body that matches ${source}`
  return (subject) => {
    const holds = pattern.test(subject.text)
    return { expects, got: holds ? 'it does' : `no match in ${searched(subject, pattern)}`, holds }
  }
}

function searched(subject: Subject, { reach }: BoundedPattern): string {
  return subject.text.length > reach ? `the first ${reach} characters; a pattern this large is not searched further` : sizeOf(subject)
}

const sizeOf = (subject: Subject): string =>
  subject.isCut ? `the first ${MIB} MiB, and ${UNREAD}` : `its ${subject.text.length} characters`

function jsonCondition(expectation: JsonExpectation): Condition {
  const judge = compileJson(expectation)
  return ({ json }) => judge(json)
}

/** A document, or why there is none. */
export type ReadJson = { readonly value: unknown } | { readonly problem: string }

/** Judges documents by what is expected at a path; compiled once. */
export function compileJson(expectation: JsonExpectation): (json: ReadJson) => Assertion {
  const path = compileJsonPath(expectation.path)
  const wants = wantsOf(expectation)
  const expects = `${expectation.path} ${wants.map(({ says }) => says).join(', ')}`
  const isAbsenceWanted = expectation.exists === false
  return (json) => {
    if ('problem' in json) return { expects, got: json.problem, holds: false }
    try {
      const found = path.find(json.value)
      if (isAbsenceWanted) return { expects, got: found.length === 0 ? 'nothing' : shown(found), holds: found.length === 0 }
      return {
        expects,
        got: found.length === 0 ? 'nothing there' : shown(found),
        holds: found.length > 0 && wants.every(({ holds }) => holds(found)),
      }
    } catch (cause) {
      return { expects, got: sentenceOf(cause), holds: false }
    }
  }
}

type Want = { readonly says: string; readonly holds: (found: readonly unknown[]) => boolean }

/** Of several values found, each must hold. */
function wantsOf(expectation: JsonExpectation): Want[] {
  const { equals, exists, matches, atLeast, atMost, lengthAtLeast } = expectation
  const wants: Want[] = []
  const each = (says: string, holds: (value: unknown) => boolean) => wants.push({ says, holds: (found) => found.every(holds) })
  if (exists !== undefined) wants.push({ says: exists ? 'exists' : 'does not exist', holds: (found) => found.length > 0 === exists })
  if ('equals' in expectation) each(`equals ${JSON.stringify(equals)}`, (value) => isDeepStrictEqual(value, equals))
  if (matches !== undefined) {
    const pattern = compilePattern(matches)
    each(`matches ${matches}`, (value) => pattern.test(typeof value === 'string' ? value : JSON.stringify(value)))
  }
  if (atLeast !== undefined) each(`is at least ${atLeast}`, (value) => typeof value === 'number' && value >= atLeast)
  if (atMost !== undefined) each(`is at most ${atMost}`, (value) => typeof value === 'number' && value <= atMost)
  if (lengthAtLeast !== undefined)
    wants.push({ says: `has a length of at least ${lengthAtLeast}`, holds: (found) => lengthOf(found) >= lengthAtLeast })
  return wants
}

function lengthOf(found: readonly unknown[]): number {
  const [only] = found
  return found.length === 1 && (typeof only === 'string' || Array.isArray(only)) ? only.length : found.length
}

function certificateCondition(days: number): Condition {
  const expects = `certificate that lasts ${days} more days`
  return ({ exchange, now }) => {
    if (!exchange.certificate) return { expects, got: 'no certificate: the answer did not come over TLS', holds: false }
    const left = daysLeft(exchange.certificate.validTo, now)
    return { expects, got: `${left} days left`, holds: left >= days }
  }
}

const shown = (found: readonly unknown[]): string => {
  const text = JSON.stringify(found.length === 1 ? found[0] : found) ?? 'nothing'
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
const quoted = (text: string): string => `"${text.length > 100 ? `${text.slice(0, 100)}…` : text}"`
