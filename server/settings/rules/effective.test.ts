import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { DEFINITIONS } from '../registry'
import { settle } from './effective'

const issuesOf = (declared: Record<string, unknown>) => {
  try {
    settle(DEFINITIONS, 'production', declared)
    return []
  } catch (cause) {
    return (cause as { detail: { issues: { path: string; message: string }[] } }).detail.issues.map(
      ({ path, message }) => `${path} ${message}`,
    )
  }
}

describe('the registry of settings (SET-1)', () => {
  test('names each setting once, with a sentence, and a default within its bounds', () => {
    expect(new Set(DEFINITIONS.map(({ key }) => key)).size).toBe(DEFINITIONS.length)
    for (const { key, about, min, max, default: value } of DEFINITIONS) {
      expect(about, key).toMatch(/\.$/)
      if (value !== null) expect(value >= min && value <= max, key).toBe(true)
    }
  })
  test('an effective value says where it comes from', () => {
    const { all } = settle(DEFINITIONS, 'production', { 'checks.confirmFor': '5min' })
    expect(all.find(({ definition }) => definition.key === 'checks.confirmFor')).toMatchObject({ value: 300_000, origin: 'file' })
    expect(all.find(({ definition }) => definition.key === 'checks.maxConcurrent')).toMatchObject({ origin: 'default' })
  })
})

test.each([
  [{ 'checks.confirmfor': '5min' }, 'settings.checks.confirmfor is not a setting; did you mean checks.confirmFor?'],
  [{ 'checks.confirmFor': 'soon' }, 'settings.checks.confirmFor "soon" is not a duration; write it like 30s, 5min or 1h'],
  [{ 'impact.degradedSeverity': 2 }, 'settings.impact.degradedSeverity 2 is out of bounds; it must be between 0 and 1'],
  [
    { 'impact.repairPriorMedian': '5h' },
    'settings.impact.repairPriorMedian must lie between impact.repairPriorLow (5 min) and impact.repairPriorHigh (4 h 00)',
  ],
])('%j is refused in a sentence', (declared, sentence) => expect(issuesOf(declared)).toContain(sentence))

test('every setting is read by something', () => {
  const sources = readdirSync('server', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|settings\/definitions/.test(file))
    .map((file) => readFileSync(`server/${file}`, 'utf8'))
  expect(DEFINITIONS.filter(({ key }) => !sources.some((text) => text.includes(`'${key}'`))).map(({ key }) => key)).toEqual([])
})
