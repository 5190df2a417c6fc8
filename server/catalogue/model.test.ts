import { expect, test } from 'vitest'
import { ServiceInput } from './model'

test('a runbook is a page to open, never a script that a click would run', () => {
  const takes = (runbook: string) => ServiceInput.safeParse({ name: 'shop', runbook }).success
  expect(takes('https://wiki.example/shop')).toBe(true)
  expect(['javascript:alert(1)', 'data:text/html,x', 'JavaScript://wiki.example/%0aalert(1)'].filter(takes)).toEqual([])
})
