import clsx from 'clsx'
import type { ReactNode } from 'react'
import { MARK_TEXT, MARK_WORDS, type Mark } from './status'

const RADIUS = 5.2

/** The part of the disc that is under water when the level is `health` (0..1), as a path. */
function fill(health: number): string {
  const height = 2 * RADIUS * Math.min(Math.max(health, 0), 1)
  const y = 8 + RADIUS - height
  const half = Math.sqrt(Math.max(RADIUS ** 2 - (y - 8) ** 2, 0))
  return `M${8 - half} ${y}A${RADIUS} ${RADIUS} 0 ${height > RADIUS ? 1 : 0} 0 ${8 + half} ${y}Z`
}

const RING = `M${8 - RADIUS} 8a${RADIUS} ${RADIUS} 0 1 0 ${2 * RADIUS} 0a${RADIUS} ${RADIUS} 0 1 0 ${-2 * RADIUS} 0z`
const RING_AND_LINE = `${RING}M.3 8H15.7`
const ringAndLine = <path d={RING_AND_LINE} />
const cut = (y: number) => <path d={`M3.4 ${y}H12.6`} stroke="var(--glyph-ground, var(--color-page))" strokeWidth="1.4" />
const level = (health: number) => <path d={fill(health)} fill="currentColor" stroke="none" />

const SHAPES: Record<Mark, (health: number) => ReactNode> = {
  up: () => (
    <>
      <path d={RING_AND_LINE} fill="currentColor" />
      {cut(8)}
    </>
  ),
  recovering: () => (
    <>
      {level(0.74)}
      {ringAndLine}
      {cut(8)}
    </>
  ),
  degraded: (health) => (
    <>
      {level(health)}
      {ringAndLine}
    </>
  ),
  down: () => <g strokeWidth="1.9">{ringAndLine}</g>,
  unknown: () => (
    <>
      <circle cx="8" cy="8" r={RADIUS} strokeDasharray="2.2 1.9" />
      <path d="M.3 8H2.2M13.8 8h1.9" />
      <circle cx="8" cy="8" r="1" fill="currentColor" stroke="none" />
    </>
  ),
  maintenance: () => (
    <>
      {ringAndLine}
      <path d="M6.2 3.2v9.6M9.8 3.2v9.6" strokeWidth="1.2" />
    </>
  ),
  paused: () => (
    <>
      <path d={RING} />
      <path d="M6.5 5.8v4.4M9.5 5.8v4.4" />
    </>
  ),
  predicted: () => (
    <>
      <path d={`M8 ${8 - RADIUS}A${RADIUS} ${RADIUS} 0 0 0 8 ${8 + RADIUS}`} />
      <path d={`M8 ${8 - RADIUS}A${RADIUS} ${RADIUS} 0 0 1 8 ${8 + RADIUS}`} strokeDasharray=".1 2.5" strokeLinecap="round" />
      <path d="M.3 8H8" />
      <path d="M10 8h5.7" strokeDasharray=".1 2.5" strokeLinecap="round" />
    </>
  ),
}

export type StatusGlyphProps = {
  mark: Mark
  /** px; 13 or 15 in rows, 17 in the matrix, 28 in a header */
  size?: number | undefined
  /** 0..1, how full a degraded glyph is; half when it is not known */
  health?: number | undefined
  /** `ink` draws the mark without a status hue, as the logo does. */
  ink?: boolean | undefined
  /** Read out; leave it away where the word stands beside the glyph. */
  label?: string | undefined
  className?: string | undefined
}

/** The Plimsoll mark as a status: the level in the disc is the health, so it reads by shape and not by colour alone. */
export function StatusGlyph({ mark, size = 15, health = 0.5, ink = false, label, className }: StatusGlyphProps) {
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={size >= 24 ? 1.35 : 1.5}
      role="img"
      aria-label={label}
      aria-hidden={label === undefined || undefined}
      className={clsx('shrink-0', ink ? 'text-ink' : MARK_TEXT[mark], className)}
    >
      {SHAPES[mark](health)}
    </svg>
  )
}

/** The glyph with its word, in the status hue. */
export function StatusWord({
  mark,
  size,
  health,
  children,
}: {
  mark: Mark
  size?: number | undefined
  health?: number | undefined
  children?: ReactNode
}) {
  return (
    <span className={clsx('inline-flex items-center gap-1.5 whitespace-nowrap', MARK_TEXT[mark])}>
      <StatusGlyph mark={mark} size={size} health={health} />
      {children ?? MARK_WORDS[mark]}
    </span>
  )
}
