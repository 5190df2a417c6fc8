import fc from 'fast-check'
import { expect, test } from 'vitest'
import { codeOfPhase, phaseOfCode } from './phase-code'

test('a phase keeps a tenth of a millisecond, or a millisecond when it is long', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 32_768, noNaN: true }), (ms) => {
      const code = codeOfPhase(ms)
      expect(code).toBeGreaterThanOrEqual(-32_768)
      expect(code).toBeLessThanOrEqual(32_767)
      expect(Math.abs(phaseOfCode(code) - ms)).toBeLessThanOrEqual(ms <= 3_276.7 ? 0.051 : 0.51)
    }),
  )
})
test.each([
  [0, 0],
  [-1, 0],
  [Number.NaN, 0],
  [60_000, -32_768],
])('%d ms becomes %d', (ms, code) => expect(codeOfPhase(ms)).toBe(code))
