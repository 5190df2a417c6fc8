/** Whether one passes the test. Asks no further then, and copies nothing. */
export function some<Item>(items: Iterable<Item>, test: (item: Item) => boolean): boolean {
  for (const item of items) if (test(item)) return true
  return false
}

/** Those that pass the test, one by one as they are asked for. */
export function* filter<Item>(items: Iterable<Item>, test: (item: Item) => boolean): Generator<Item> {
  for (const item of items) if (test(item)) yield item
}
