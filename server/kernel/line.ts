/** Whoever came first is served first. Taking one costs the same however long the line is, which `Array.shift` does not promise. */
export class Line<Item> {
  #items: Item[] = []
  #served = 0

  get length(): number {
    return this.#items.length - this.#served
  }

  get first(): Item | undefined {
    return this.#items[this.#served]
  }

  push(item: Item): void {
    this.#items.push(item)
  }

  shift(): Item | undefined {
    const first = this.first
    if (this.length > 0) this.#served += 1
    // Half of what is held was served: what moves now has been paid for by as many.
    if (this.#served * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#served)
      this.#served = 0
    }
    return first
  }

  *[Symbol.iterator](): Generator<Item> {
    for (let i = this.#served; i < this.#items.length; i++) yield this.#items[i] as Item
  }
}
