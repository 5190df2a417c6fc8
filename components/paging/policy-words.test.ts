import { describe, expect, test } from 'vitest'
import { named, reachingAt, worseAhead } from './policy-words'

const piece = (fromMs: number, verdict: 'reaches' | 'only-last-resort' | 'nobody') => ({ fromMs, verdict, says: '', steps: [] })

describe('what a policy does at an instant', () => {
  const ahead = [piece(100, 'reaches'), piece(200, 'nobody'), piece(250, 'nobody'), piece(300, 'reaches')]
  test('is what its last hand-over made of it', () => {
    expect([50, 100, 199, 200, 400].map((at) => reachingAt({ ahead }, at)?.fromMs)).toEqual([100, 100, 100, 200, 300])
  })
  test('is warned of before it gets worse, with until when', () => {
    expect(worseAhead({ ahead }, 150)).toEqual({ verdict: 'nobody', fromMs: 200, toMs: 300 })
    expect(worseAhead({ ahead }, 210)).toBeNull()
    expect(worseAhead({ ahead: [piece(0, 'reaches'), piece(9, 'only-last-resort')] }, 1)).toEqual({
      verdict: 'only-last-resort',
      fromMs: 9,
      toMs: null,
    })
  })
})

test('a sentence names people, and keeps the address of whom it does not know', () => {
  expect(named('Step 1 tells bo@x.example by mail, cy@x.example by mail.', { 'bo@x.example': 'Bo' })).toBe(
    'Step 1 tells Bo by mail, cy@x.example by mail.',
  )
  expect(named('person bo@x.example.', { 'bo@x.example': 'Bo' })).toBe('person Bo.')
})
