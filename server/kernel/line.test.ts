import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Line } from './line'

test('is an array whose first leaves first', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer()), { maxLength: 200 }), (steps) => {
      const line = new Line<number>()
      const expected: number[] = []
      for (const step of steps) {
        if (step === null) expect(line.shift()).toBe(expected.shift())
        else {
          line.push(step)
          expected.push(step)
        }
        expect([...line]).toEqual(expected)
        expect([line.length, line.first]).toEqual([expected.length, expected[0]])
      }
    }),
  )
})
