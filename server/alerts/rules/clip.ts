const ELLIPSIS = '…'
/** Marks that turn the direction of what follows: a text of somebody else's could make ours read backwards. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g

/** A text of somebody else's as one line: no control characters, so that it is neither a header nor a second line of anything. */
export const oneLine = (text: string, most = 500): string =>
  clip(
    text
      .toWellFormed()
      .replace(TURNS, '')
      .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
      .trim(),
    most,
  )

/** At most so many UTF-16 units, which is what the platforms count; what is cut off ends in `…`, and no character is cut in two. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text.slice(0, Math.max(most - ELLIPSIS.length, 0))
  return (cut.isWellFormed() ? cut : cut.slice(0, -1)).trimEnd() + ELLIPSIS
}

/** The same in bytes of UTF-8. */
export function clipBytes(text: string, most: number): string {
  const bytes = new TextEncoder().encode(text)
  if (bytes.length <= most) return text
  const kept = new TextDecoder().decode(bytes.subarray(0, Math.max(most - 3, 0)), { stream: true })
  return kept.trimEnd() + ELLIPSIS
}

/** As many of the parts as fit, each of them whole, so that neither an escape nor a link is cut in two. */
export function whole(parts: readonly string[], most: number, between = '\n'): string {
  let text = ''
  for (const part of parts) {
    const longer = text === '' ? part : `${text}${between}${part}`
    if (longer.length > most) break
    text = longer
  }
  return text
}
