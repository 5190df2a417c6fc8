/** A binary heap: the entry with the smallest key comes out first. Equal keys come out in no particular order. */
export class Heap<Item> {
  readonly #keys: number[] = []
  readonly #items: Item[] = []

  get size(): number {
    return this.#items.length
  }

  /** The smallest key, or `undefined` when empty. */
  get firstKey(): number | undefined {
    return this.#keys[0]
  }

  push(key: number, item: Item): void {
    let index = this.#items.length
    this.#keys.push(key)
    this.#items.push(item)
    while (index > 0) {
      const parent = (index - 1) >> 1
      if ((this.#keys[parent] as number) <= key) break
      this.#move(parent, index)
      index = parent
    }
    this.#keys[index] = key
    this.#items[index] = item
  }

  pop(): Item | undefined {
    const first = this.#items[0]
    const key = this.#keys.pop()
    const item = this.#items.pop()
    if (key === undefined || item === undefined || this.#items.length === 0) return first
    let index = 0
    for (;;) {
      let child = 2 * index + 1
      if (child >= this.#items.length) break
      if (child + 1 < this.#items.length && (this.#keys[child + 1] as number) < (this.#keys[child] as number)) child += 1
      if ((this.#keys[child] as number) >= key) break
      this.#move(child, index)
      index = child
    }
    this.#keys[index] = key
    this.#items[index] = item
    return first
  }

  #move(from: number, to: number): void {
    this.#keys[to] = this.#keys[from] as number
    this.#items[to] = this.#items[from] as Item
  }
}
