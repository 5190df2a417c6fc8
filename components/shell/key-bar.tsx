'use client'
import type { ReactNode } from 'react'
import { KeyCap } from '@/components/ui/key-cap'
import { useKnownActions } from './actions'

/** The foot of every view: left, the keys that work here; right, how well we ourselves see. */
export function KeyBar({ sight }: { sight?: ReactNode }) {
  const shown = useKnownActions().filter(({ bar, keys }) => bar && keys)
  return (
    <footer className="flex h-7 items-center justify-between gap-6 overflow-hidden border-line border-t bg-panel px-4 text-12 text-ink-2 max-md:hidden">
      <ul aria-label="Keys that work here" className="flex min-w-0 gap-5 overflow-hidden">
        {byWord(shown).map(([word, keys]) => (
          <li key={word} className="flex items-center gap-1.5 whitespace-nowrap">
            {keys.map((key) => (
              <KeyCap key={key} keys={key} />
            ))}
            <span className="sr-only">{keys.join(' or ')}:</span>
            {word}
          </li>
        ))}
      </ul>
      {sight && <div className="flex shrink-0 items-center gap-4 text-ink-3">{sight}</div>}
    </footer>
  )
}

/** Actions with the same word share one place: J K move. */
function byWord(actions: readonly { bar?: string | undefined; keys?: string | undefined }[]): [string, string[]][] {
  const words = new Map<string, string[]>()
  for (const { bar = '', keys = '' } of actions) words.set(bar, [...(words.get(bar) ?? []), keys])
  return [...words]
}
