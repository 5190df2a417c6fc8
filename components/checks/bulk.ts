'use client'
import { type Problem, send } from '@/components/live/use-verb'
import { tellDone, tellFailed } from '@/components/ui/toast'
import type { BulkDone } from '@/server/checks/deeds'

/** What is done to all of them, in the words of the API. */
export type Deed =
  | { readonly kind: 'pause' | 'resume' | 'remove' }
  | { readonly kind: 'interval'; readonly interval: string }
  | { readonly kind: 'tags'; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'policy'; readonly policy: string }

export const runBulk = (checks: readonly string[], deed: Deed, tries = false) =>
  send<BulkDone>('/api/v1/checks/bulk', 'POST', { checks, deed, ...(tries && { try: true }) })

const DONE: Readonly<Record<Deed['kind'], string>> = {
  pause: 'paused',
  resume: 'resumed',
  interval: 'changed',
  tags: 'changed',
  service: 'changed',
  policy: 'changed',
  remove: 'deleted',
}

export const checksWord = (count: number): string => (count === 1 ? '1 check' : `${count.toLocaleString('en-GB')} checks`)

export const refusedIn = ({ results }: BulkDone): readonly string[] => results.flatMap(({ says }) => says ?? [])

/** Says what became of them, at the foot of the screen; what was refused first. */
export function tellBulk(deed: Deed, done: BulkDone, undo?: () => void): void {
  const refused = refusedIn(done)
  const count = done.results.length - refused.length
  if (refused.length > 0)
    tellFailed(count === 0 ? `Nothing was ${DONE[deed.kind]}.` : `${checksWord(count)} ${DONE[deed.kind]}, ${refused.length} refused.`, {
      description: [...refused.slice(0, 3), ...(refused.length > 3 ? [`and ${refused.length - 3} more`] : [])].join(' '),
    })
  else tellDone(`${checksWord(count)} ${DONE[deed.kind]}.`, { undo })
}

export const sentenceOf = ({ title, detail, issues }: Problem): string =>
  issues.length > 0 ? issues.map(({ path, message }) => `${path.replace(/^deed\./, '')} ${message}`).join('; ') : detail || title
