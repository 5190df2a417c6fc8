import clsx from 'clsx'
import type { ReactNode } from 'react'
import { KeyCap } from './key-cap'

const CHIP =
  'inline-flex h-[22px] items-center gap-1.5 whitespace-nowrap rounded-chip border px-2 text-12 transition-colors max-md:h-11 max-md:px-3 max-md:text-13 touch:h-11'

export type FilterChipProps = {
  children: ReactNode
  pressed: boolean
  onPress: () => void
  count?: number | undefined
  icon?: ReactNode
  keyHint?: string | undefined
  /** Read out instead of the children, where they are only a glyph and a number. */
  label?: string | undefined
}

/** A filter that is on or off. */
export function FilterChip({ children, pressed, onPress, count, icon, keyHint, label }: FilterChipProps) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      aria-label={label}
      aria-keyshortcuts={keyHint}
      onClick={onPress}
      className={clsx(CHIP, pressed ? 'border-line-3 bg-sel text-ink' : 'border-line-2 text-ink-2 hover:border-line-3 hover:text-ink')}
    >
      {icon}
      {children}
      {count !== undefined && <span className={pressed ? 'font-medium' : 'text-ink-3'}>{count}</span>}
      {keyHint && <KeyCap keys={keyHint} />}
    </button>
  )
}
