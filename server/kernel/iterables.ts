/** Whether one passes the test. Asks no further then, and copies nothing. */
export function some<Item>(items: Iterable<Item>, test: (item: Item) => boolean): boolean {
  for (const item of items) if (test(item)) return true
  return false
}
