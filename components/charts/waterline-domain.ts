/** Where the text stands beside the plot: the share of the width that must stay free of what is being measured. */
const TEXT_SHARE = 0.46
/** Room right of the range's end, so that it does not lie on the scale. */
const ROOM_SHARE = 0.06

/**
 * The span of time to draw so that what began at `sinceMs` starts right of the headline.
 *
 * @param toMs the end of the range in which it may end; at least half an hour after the beginning is drawn
 * @param textShare 0..1 of the width that the text takes; 0.2 on a phone, where the text stands above
 */
export function waterlineDomain(sinceMs: number, toMs: number, textShare = TEXT_SHARE): { fromMs: number; toMs: number } {
  const end = Math.max(toMs + (toMs - sinceMs) * ROOM_SHARE, sinceMs + 30 * 60_000)
  return { fromMs: Math.round(sinceMs - ((end - sinceMs) * textShare) / (1 - textShare)), toMs: end }
}

/** A level that holds from `atMs` until the next one. */
export type Level = { atMs: number; value: number }

/** The corners of a staircase between two instants, in order; the level before `fromMs` counts from `fromMs` on. */
export function stairs(levels: readonly Level[], fromMs: number, toMs: number): Level[] {
  const before = levels.filter(({ atMs }) => atMs <= fromMs).at(-1)
  const corners: Level[] = before ? [{ atMs: fromMs, value: before.value }] : []
  for (const { atMs, value } of levels) {
    if (atMs <= fromMs || atMs >= toMs) continue
    const last = corners.at(-1)
    if (last) corners.push({ atMs, value: last.value })
    corners.push({ atMs, value })
  }
  const last = corners.at(-1)
  return last ? [...corners, { atMs: toMs, value: last.value }] : []
}

/** What a label takes of the plot's height, and where it stands when nothing is in its way; in per cent from below. */
const LABEL = { height: 12, bottom: 18, gap: 3 }

/** Whether an area as high as `level`, in per cent, is high enough for a label in it. */
export const holdsLabel = (level: number): boolean => level >= LABEL.bottom + LABEL.height + LABEL.gap

/** Where a label in the expected area stands, in per cent from below, so that the line at `limit` does not strike it out. */
export function clearOf(limit: number, level: number): number {
  const { height, bottom, gap } = LABEL
  const inTheWay = limit < level && limit > bottom - gap && limit < bottom + height + gap
  if (!inTheWay) return bottom
  return limit + gap + height <= level ? limit + gap : Math.max(gap, limit - gap - height)
}
