/** About 100 bytes each. */
const KEPT = 20_000

/** The keys of the last messages that arrived: enough for what is handed over a moment late. */
export function createRecent() {
  const keys = new Set<string>()
  return {
    has: (key: string): boolean => keys.has(key),
    add(key: string): void {
      keys.add(key)
      if (keys.size <= KEPT) return
      for (const oldest of keys) {
        keys.delete(oldest)
        return
      }
    },
  }
}
