/**
 * What a page sends to its screen, as one string. React writes each value of an object by itself, reads it again to make the page, and the
 * browser a third time; a string it hands on as it is.
 */
export type Parcel<T> = string & { readonly holds?: T }

/**
 * What is known by its type to arrive changed, or not to be known at all, is refused by its type. No type tells a number from Infinity or NaN,
 * which arrive as null, and a key that is undefined arrives as none.
 */
type Plain<T> = unknown extends T
  ? never
  : T extends
        | { toJSON(...given: never[]): unknown }
        | ReadonlyMap<unknown, unknown>
        | ReadonlySet<unknown>
        | bigint
        | symbol
        | ((...given: never[]) => unknown)
    ? never
    : T extends readonly unknown[]
      ? undefined extends T[number]
        ? never
        : { readonly [Key in keyof T]: Plain<T[Key]> }
      : T extends object
        ? { readonly [Key in keyof T]: Plain<T[Key]> }
        : T

export const parcelOf = <T>(value: T & Plain<T>): Parcel<T> => JSON.stringify(value)

export const unpacked = <T>(parcel: Parcel<T>): T => JSON.parse(parcel)
