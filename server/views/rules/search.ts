/** How well words fit a thing: the lower the better; undefined when they do not. */
export type Fit = number

/** What something is found by, in small letters: the name that people type, and everything else that it says. */
export type Findable = { readonly name: string; readonly says: string }

/**
 * Every word has to be found somewhere. The name itself comes first, then one that begins so, then one in which a word begins so, then the rest.
 *
 * @param sought in small letters, trimmed
 */
export function fitOf({ name, says }: Findable, sought: string): Fit | undefined {
  if (name === sought) return 0
  if (name.startsWith(sought)) return 1
  const words = sought.split(/\s+/)
  if (!words.every((word) => name.includes(word) || says.includes(word))) return undefined
  if (words.every((word) => beginsIn(name, word))) return 2
  if (words.every((word) => beginsIn(name, word) || beginsIn(says, word))) return 3
  return 4
}

/** Whether a word of a text begins so: `front` in `shop-front`. */
function beginsIn(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (at === 0 || /[\s\-_./:,(]/.test(text[at - 1] ?? '')) return true
  return false
}

/** The best of them, as they came where they fit alike. Holds no more than it answers, however many there are. */
export function bestOf<Thing>(
  things: Iterable<Thing>,
  findable: (thing: Thing) => Findable,
  sought: string,
  most: number,
): readonly Thing[] {
  const best: { readonly fit: Fit; readonly thing: Thing }[] = []
  for (const thing of things) {
    const fit = fitOf(findable(thing), sought)
    const last = best.at(-1)
    if (fit === undefined || (best.length === most && last && fit >= last.fit)) continue
    best.splice(best.findLastIndex((one) => one.fit <= fit) + 1, 0, { fit, thing })
    if (best.length > most) best.pop()
  }
  return best.map(({ thing }) => thing)
}
