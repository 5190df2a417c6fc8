import type { Mark } from './status'
import { StatusGlyph } from './status-glyph'

/** The mark with the name; the mark takes the overall status, and is ink while there is nothing to say. */
export function Logo({ mark, size = 20, name = true }: { mark: Mark; size?: number | undefined; name?: boolean | undefined }) {
  return (
    <span className="inline-flex items-center gap-2.5 font-semibold text-14">
      <StatusGlyph mark={mark} size={size} ink={mark === 'up'} />
      <span className={name ? undefined : 'sr-only'}>Plimsoll</span>
    </span>
  )
}
