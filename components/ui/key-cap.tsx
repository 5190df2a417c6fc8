import clsx from 'clsx'

const NAMES: Record<string, string> = {
  mod: 'Ctrl',
  shift: 'Shift',
  enter: '↵',
  escape: 'esc',
  arrowleft: '←',
  arrowright: '→',
  arrowup: '↑',
  arrowdown: '↓',
  left: '←',
  right: '→',
  up: '↑',
  down: '↓',
  space: 'Space',
}

/** How keys are written on caps: `mod+k` → `Ctrl`, `K`; `g e` → `G`, `E`. */
export const capsOf = (keys: string): string[] =>
  (keys === '+' ? ['+'] : keys.split(/[+ ]/)).map((key) => NAMES[key.toLowerCase()] ?? (key.length === 1 ? key.toUpperCase() : key))

/** One cap for each key of a shortcut. Decorative: the control itself says `aria-keyshortcuts`. */
export function KeyCap({ keys, inverse = false }: { keys: string; inverse?: boolean | undefined }) {
  return (
    <span aria-hidden className="inline-flex gap-1 max-md:hidden">
      {capsOf(keys).map((cap, place) => (
        <kbd
          // biome-ignore lint/suspicious/noArrayIndexKey: a shortcut may name the same key twice, and its order never changes
          key={place}
          className={clsx(
            'grid h-[18px] min-w-[18px] place-items-center rounded-key border px-1 font-mono text-11',
            inverse ? 'border-page/35 text-page' : 'border-line-2 border-b-line-3 bg-surface text-ink-2',
          )}
        >
          {cap}
        </kbd>
      ))}
    </span>
  )
}
