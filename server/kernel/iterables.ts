/** Whether one passes the test. Asks no further then, and copies nothing. */
export function some<Item>(items: Iterable<Item>, test: (item: Item) => boolean): boolean {
  for (const item of items) if (test(item)) return true
  return false
}

/** The first that passes the test. Asks no further then, and copies nothing. */
export function first<Item>(items: Iterable<Item>, test: (item: Item) => boolean): Item | undefined {
  for (const item of items) if (test(item)) return item
  return undefined
}

/** What would stand first if all were sorted, at most `most` of it: one look at each that does not belong there. */
export function leading<Item>(items: Iterable<Item>, most: number, compare: (a: Item, b: Item) => number): Item[] {
  const kept: Item[] = []
  for (const item of items) {
    const last = kept.at(-1)
    if (last !== undefined && kept.length >= most && compare(item, last) >= 0) continue
    let [low, high] = [0, kept.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (compare(item, kept[middle] as Item) < 0) high = middle
      else low = middle + 1
    }
    kept.splice(low, 0, item)
    if (kept.length > most) kept.pop()
  }
  return kept
}
