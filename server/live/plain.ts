/**
 * A value that holds nothing but JSON, for `emit`: it arrives as it is. socket.io looks through all that is sent for bytes to send apart, which
 * for thousands of rows takes longer than writing them. It asks `toJSON` without an argument, and `JSON.stringify` with one
 * (socket.io-parser 4.2, `is-binary`; ECMA-262, SerializeJSONProperty).
 */
export const plain = <Value extends object>(value: Value): Value => new Plain(value) as object as Value

class Plain {
  readonly #value: object

  constructor(value: object) {
    this.#value = value
  }

  toJSON(key?: string): object | null {
    return key === undefined ? null : this.#value
  }
}
