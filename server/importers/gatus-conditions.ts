import { goDurationMs } from './lengths'

/** What conditions of Gatus mean as an expectation of an http check, and what they mean otherwise. */
export type Conditions = {
  readonly expect: {
    status?: string[]
    bodyContains?: string[]
    bodyMatches?: string[]
    json?: Record<string, unknown>[]
    certificateDays?: number
  }
  readonly slowAfterMs: number | undefined
  /** What is not carried over: a sentence each, without its full stop. */
  readonly notes: string[]
}

/** `[BODY].data[0].id == 1`, with `len(…)` or `has(…)` around what stands on the left. Source: https://github.com/TwiN/gatus#conditions */
const CONDITION = /^(?:(len|has)\()?\[([A-Z_]+)\]([^\s)]*)\)?\s*(==|!=|<=|>=|<|>)\s*(.+)$/

export function conditionsOf(conditions: readonly string[]): Conditions {
  const expect: Conditions['expect'] = {}
  const notes: string[] = []
  let slowAfterMs: number | undefined
  const add = (list: 'bodyContains' | 'bodyMatches', text: string) => {
    expect[list] = [...(expect[list] ?? []), text]
  }
  const addJson = (one: Record<string, unknown>) => {
    expect.json = [...(expect.json ?? []), one]
  }
  for (const condition of conditions) {
    const [, call, place, path = '', operator = '', written = ''] = CONDITION.exec(condition.trim()) ?? []
    const lost = () => void notes.push(`its condition ${condition} is not carried over`)
    const value = written.trim()
    if (place === 'STATUS') {
      const status = statusOf(operator, value)
      if (status) expect.status = [...(expect.status ?? []), ...status]
      else lost()
    } else if (place === 'RESPONSE_TIME' && (operator === '<' || operator === '<=') && /^\d+$/.test(value)) {
      slowAfterMs = Number(value)
      notes.push(`its condition ${condition} makes the check slow here, which is degraded, not down`)
    } else if (place === 'CERTIFICATE_EXPIRATION' && (operator === '>' || operator === '>=')) {
      const ms = goDurationMs(value)
      if (ms === undefined) lost()
      else expect.certificateDays = Math.ceil(ms / 86_400_000)
    } else if (place === 'CONNECTED' && operator === '==' && value === 'true') {
      // Whatever is not connected has failed here too.
    } else if (place === 'BODY') {
      const json = `$${path}`
      const number = /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : undefined
      const pattern = /^pat\((.*)\)$/.exec(value)?.[1]
      if (call === 'has' && operator === '==') addJson({ path: json, exists: value === 'true' })
      else if (call === 'len' && number !== undefined && (operator === '>' || operator === '>='))
        addJson({ path: json, lengthAtLeast: operator === '>' ? number + 1 : number })
      else if (call !== undefined) lost()
      else if (path === '' && operator === '==' && pattern !== undefined) {
        const inner = pattern.replace(/^\*|\*$/g, '')
        if (pattern === `*${inner}*` && !/[*?[\]]/.test(inner)) add('bodyContains', inner)
        else add('bodyMatches', wildcard(pattern))
      } else if (path === '' && operator === '==') add('bodyMatches', `^${quoted(value)}$`)
      else if (operator === '==' && pattern !== undefined) addJson({ path: json, matches: wildcard(pattern) })
      else if (operator === '==') addJson({ path: json, matches: `^"?${quoted(value)}"?$` })
      else if (number !== undefined && operator === '>=') addJson({ path: json, atLeast: number })
      else if (number !== undefined && operator === '<=') addJson({ path: json, atMost: number })
      else lost()
    } else lost()
  }
  // Without a condition of the status Gatus takes any.
  return { expect: { status: ['100-599'], ...expect }, slowAfterMs, notes }
}

function statusOf(operator: string, value: string): string[] | undefined {
  const several = /^any\((.*)\)$/.exec(value)?.[1]
  const codes = (several === undefined ? [value] : several.split(',')).map((code) => code.trim())
  if (!codes.every((code) => /^[1-5]\d\d$/.test(code))) return undefined
  const [code = ''] = codes
  const number = Number(code)
  switch (operator) {
    case '==':
      return codes
    case '<':
      return [`100-${number - 1}`]
    case '<=':
      return [`100-${number}`]
    case '>':
      return [`${number + 1}-599`]
    case '>=':
      return [`${number}-599`]
    default:
      return undefined
  }
}

const quoted = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
const wildcard = (pattern: string): string => `^(?s:${pattern.split('*').map(quoted).join('.*')})$`
