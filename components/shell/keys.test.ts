import { expect, test } from 'vitest'
import { matchPress, written } from './keys'

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) =>
  written({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held })

test('Ctrl and Cmd are the same key', () => {
  expect(press('k', { ctrlKey: true })).toBe('mod+k')
  expect(press('K', { metaKey: true })).toBe('mod+k')
})
test('Shift is part of a character, and counts for letters and named keys', () => {
  expect(press('?', { shiftKey: true })).toBe('?')
  expect(press('E', { shiftKey: true })).toBe('shift+e')
  expect(press('Enter', { shiftKey: true })).toBe('shift+enter')
})

const actions = [
  { keys: 'a', id: 1 },
  { keys: 'g e', id: 2 },
  { keys: 'a', id: 3 },
]
test('the later of two actions with one key wins', () =>
  expect(matchPress(actions, 'a', undefined)).toEqual({ kind: 'run', action: { keys: 'a', id: 3 } }))
test('a sequence waits for its second key and runs with it', () => {
  expect(matchPress(actions, 'g', undefined)).toEqual({ kind: 'wait', first: 'g' })
  expect(matchPress(actions, 'e', 'g')).toEqual({ kind: 'run', action: { keys: 'g e', id: 2 } })
})
test('after a first key that leads nowhere a single key still works', () =>
  expect(matchPress(actions, 'a', 'g')).toMatchObject({ action: { id: 3 } }))
test('a key that nobody wants is left alone', () => expect(matchPress(actions, 'x', undefined)).toEqual({ kind: 'none' }))
