import type { Right } from '@/server/access/model'

/** What can be done from the palette by writing it: `pause shop-front`. */
export const PALETTE_VERBS = ['pause', 'resume', 'run', 'edit', 'clone', 'silence', 'open'] as const
export type PaletteVerb = (typeof PALETTE_VERBS)[number]

/** What one must be allowed for it; opening is for everybody. */
export const VERB_RIGHTS: Readonly<Record<PaletteVerb, Right>> = {
  pause: 'pause-checks',
  resume: 'pause-checks',
  run: 'run-checks',
  edit: 'edit-checks',
  clone: 'edit-checks',
  silence: 'silence-alerts',
  open: 'read',
}

const ALIASES: Readonly<Record<string, PaletteVerb>> = {
  unpause: 'resume',
  start: 'resume',
  mute: 'silence',
  snooze: 'silence',
  copy: 'clone',
  change: 'edit',
  test: 'run',
}

export type Asked = { readonly verb: PaletteVerb | null; readonly words: string }

/** What was written: the verb that it begins with, if it begins with one and goes on, and what is looked for. */
export function askedOf(typed: string): Asked {
  const text = typed.trim()
  const [, first = '', rest = ''] = /^(\S+)\s+(.+)$/s.exec(text) ?? []
  const word = first.toLowerCase()
  const verb = PALETTE_VERBS.find((one) => one === word) ?? ALIASES[word] ?? null
  return verb === null ? { verb, words: text } : { verb, words: rest.replace(/^(the|check|service)\s+/i, '') }
}

/** Where silencing is asked further, with what it is about. */
export const silenceAddress = (kind: 'service' | 'check', name: string): string => `/paging?silence=${kind}:${encodeURIComponent(name)}`
