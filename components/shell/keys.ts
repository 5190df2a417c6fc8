/** What a key press is compared with; the parts of `KeyboardEvent` that matter. */
export type Press = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean; shiftKey: boolean }

/** How long the second key of a sequence may take, in ms. */
export const SEQUENCE_MS = 1_200

/** A press as it is written in an action: `a`, `shift+e`, `mod+k`, `?`, `arrowleft`. Shift counts only where it does not already show in the character. */
export function written({ key, ctrlKey, metaKey, altKey, shiftKey }: Press): string {
  const name = key === ' ' ? 'space' : key.toLowerCase()
  const letter = /^[a-z]$|^.{2,}$/.test(name)
  return [ctrlKey || metaKey ? 'mod' : '', altKey ? 'alt' : '', shiftKey && letter ? 'shift' : '', name].filter(Boolean).join('+')
}

export type Match<Action> = { kind: 'run'; action: Action } | { kind: 'wait'; first: string } | { kind: 'none' }

/** The action for a press, given the first key of a sequence that may be pending. The later of two actions with the same keys wins: it is nearer to the person. */
export function matchPress<Action extends { keys?: string | undefined }>(
  actions: readonly Action[],
  press: string,
  pending: string | undefined,
): Match<Action> {
  const whole = pending === undefined ? press : `${pending} ${press}`
  const action = actions.findLast(({ keys }) => keys === whole) ?? actions.findLast(({ keys }) => keys === press)
  if (action) return { kind: 'run', action }
  return actions.some(({ keys }) => keys?.startsWith(`${press} `)) ? { kind: 'wait', first: press } : { kind: 'none' }
}
