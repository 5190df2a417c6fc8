import { expect, test } from 'vitest'
import { clock, sayTime, utc } from './format-time'

const now = new Date('2026-11-17T14:08:12Z')
const say = (at: string) => sayTime(new Date(at), now, 'UTC')

test('within an hour a moment is relative, in both directions', () => {
  expect(say('2026-11-17T14:02:00Z')).toBe('6 min ago')
  expect(say('2026-11-17T14:14:20Z')).toBe('in 6 min')
})
test('beyond an hour it is the clock, with the day when it is another', () => {
  expect(say('2026-11-17T09:41:00Z')).toBe('09:41')
  expect(say('2026-11-16T09:41:00Z')).toBe('16 Nov 09:41')
})
test('far away the year counts and the hour does not', () => expect(say('2025-11-17T14:02:00Z')).toBe('17 Nov 2025'))
test('midnight is 00, not 24', () => expect(clock(new Date('2026-11-17T00:05:00Z'), 'UTC')).toBe('00:05'))
test('the hover is UTC whatever the zone', () => expect(utc(now)).toBe('2026-11-17 14:08:12 UTC'))
