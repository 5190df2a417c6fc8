import { px } from './scale'
import { TONE_TEXT, type Tone } from './tone'

export type Annotation = { atMs: number; label: string; tone: Tone | 'ink' }

const CHAR_PX = 6.6
const ROW_PX = 16

/** Places flags on at most `rows` rows so that their labels do not touch; a label that fits nowhere is left to its hover. */
export function stagger(
  annotations: readonly Annotation[],
  x: (atMs: number) => number,
  width: number,
  rows = 2,
): { annotation: Annotation; row: number; flip: boolean; named: boolean }[] {
  const taken: [number, number][][] = Array.from({ length: rows }, () => [])
  return annotations
    .toSorted((one, other) => one.atMs - other.atMs)
    .map((annotation) => {
      const at = x(annotation.atMs)
      const long = annotation.label.length * CHAR_PX + 12
      const flip = at + long > width
      const span: [number, number] = flip ? [at - long, at + 6] : [at, at + long]
      const row = taken.findIndex((spans) => spans.every(([from, to]) => span[1] <= from || span[0] >= to))
      taken[Math.max(row, 0)]?.push(span)
      return { annotation, row: Math.max(row, 0), flip, named: row >= 0 }
    })
}

/** Flags above a plot with a hairline down through it. */
export function Annotations({
  annotations,
  x,
  top,
  bottom,
  right,
}: {
  annotations: readonly Annotation[]
  x: (atMs: number) => number
  top: number
  bottom: number
  right: number
}) {
  return stagger(annotations, x, right).map(({ annotation: { atMs, label, tone }, row, flip, named }) => {
    const at = x(atMs)
    const y = top + row * ROW_PX
    return (
      <g key={`${atMs}${label}`} className={TONE_TEXT[tone]}>
        <title>{label}</title>
        <path d={`M${px(at)} ${y}V${bottom}`} stroke="currentColor" />
        <path d={`M${px(at)} ${y}h${flip ? -5 : 5}v9h${flip ? 5 : -5}z`} fill="currentColor" />
        {named && (
          <text x={flip ? at - 9 : at + 9} y={y + 9} textAnchor={flip ? 'end' : 'start'} fill="currentColor" className="halo text-12">
            {label}
          </text>
        )}
      </g>
    )
  })
}
