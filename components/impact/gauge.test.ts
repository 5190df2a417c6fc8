import { expect, test } from 'vitest'
import { headline } from '@/server/impact/rules/headline'
import { STORY_NOW, theStory } from '@/server/impact/testing'
import { gaugeOf, scaleTo } from './gauge'

const now = STORY_NOW.getTime()
const gauge = gaugeOf(theStory(), headline(theStory(), STORY_NOW), now, 250_000)

test('the gauge begins with the first of what costs something, and ends with the last', () => {
  expect(gauge.sinceMs).toBe(Date.parse('2026-11-17T14:02:00Z'))
  expect(gauge.expected.at(-1)).toEqual({ atMs: gauge.likelyEndMs, value: 0 })
  expect(gauge.fromMs).toBeLessThan(gauge.sinceMs)
  expect(gauge.toMs).toBeGreaterThan(gauge.likelyEndMs ?? 0)
})
test('a range that is far away is cut, so that the likely end stays readable', () => {
  const prior = theStory()
  const risk = { ...prior, incidents: prior.incidents.map((incident) => ({ ...incident, repairsMs: [] })) }
  const { likelyEndMs = 0, sinceMs, latestMs } = gaugeOf(risk, headline(risk, STORY_NOW), now, 250_000)
  expect(latestMs - sinceMs).toBeCloseTo((likelyEndMs - sinceMs) * 2.5, 0)
})
test('the scale holds the load and the line, with at most five ticks', () => {
  const { max, scaleLabels } = scaleTo(418_000, 250_000, 'GBP')
  expect(max).toBeGreaterThan(418_000)
  expect(scaleLabels.map(({ label }) => label)).toEqual(['0', '£2k', '£4k'])
})
