import { TONE_TEXT, type Tone } from './tone'

export type HealthTicksProps = {
  /** Points lost and to what, in the order in which they are told; together at most 100. */
  lost: readonly { points: number; tone: Tone; label: string }[]
  height?: number | undefined
}

/** A score out of a hundred as a hundred ticks; those that are lost are taller and take the hue of their cause. */
export function HealthTicks({ lost, height = 18 }: HealthTicksProps) {
  const score = Math.max(100 - lost.reduce((sum, { points }) => sum + points, 0), 0)
  let place = score
  const groups = lost.map(({ points, tone, label }) => {
    const from = place
    place = Math.min(place + points, 100)
    return { from, to: place, tone, label }
  })
  const ticks = (from: number, to: number, top: number) =>
    Array.from(
      { length: Math.max(Math.round(to) - Math.round(from), 0) },
      (_, offset) => `M${(Math.round(from) + offset) * 3 + 1} ${top}V${height}`,
    ).join('')
  return (
    <svg
      role="img"
      aria-label={`${Math.round(score)} of 100${lost.map(({ points, label }) => `, minus ${points} ${label}`).join('')}`}
      viewBox={`0 0 300 ${height}`}
      preserveAspectRatio="none"
      className="block w-full max-w-[300px]"
      style={{ height }}
      fill="none"
      strokeWidth="1.6"
    >
      <path d={ticks(0, score, height * 0.4)} className="stroke-bar" />
      {groups.map(({ from, to, tone, label }) => (
        <path key={label} d={ticks(from, to, 0)} stroke="currentColor" className={TONE_TEXT[tone]} />
      ))}
    </svg>
  )
}
