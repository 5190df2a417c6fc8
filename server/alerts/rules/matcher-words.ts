import type { Matcher } from '../model'

/** What a matcher fits, as a reader says it: "services shop-*; severities critical". */
export function matcherInWords(matcher: Matcher): string {
  const parts = Object.entries(matcher).flatMap(([what, written]) => (written ? [`${what} ${written.join(', ')}`] : []))
  return parts.length === 0 ? 'everything' : parts.join('; ')
}
