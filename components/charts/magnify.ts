/** Parts below this share of the whole would vanish in the bar. */
const VANISHES = 0.01
/** How much of the width the magnified parts may take. */
const MAGNIFIED_SHARE = 0.42

export type Shares<Part> = {
  /** In the order in which they are drawn: what would vanish first, so that it stands together. */
  ordered: readonly Part[]
  small: readonly Part[]
  /** 0..1, the small parts together */
  smallShare: number
  /** How many times larger the small parts are drawn below; a whole number, or at most two digits. */
  factor: number
}

/** Which parts of a sum are too small to be seen, and how much larger to draw them again. Parts of zero are left out. */
export function magnify<Part extends { value: number }>(parts: readonly Part[]): Shares<Part> {
  const seen = parts.filter(({ value }) => value > 0)
  const total = seen.reduce((sum, { value }) => sum + value, 0)
  const small = seen.filter(({ value }) => value / total < VANISHES)
  if (small.length === 0) return { ordered: seen, small: [], smallShare: 0, factor: 1 }
  const smallShare = small.reduce((sum, { value }) => sum + value, 0) / total
  const room = MAGNIFIED_SHARE / smallShare
  const unit = 10 ** Math.max(Math.floor(Math.log10(room)) - 1, 0)
  return {
    ordered: [...small, ...seen.filter((part) => !small.includes(part))],
    small,
    smallShare,
    factor: Math.max(Math.floor(room / unit) * unit, 2),
  }
}
