/**
 * What a page sends to its screen, as one string. React writes each value of an object by itself, reads it again to make the page, and the
 * browser a third time; a string it hands on as it is.
 */
export type Parcel<T> = string & { readonly holds?: T }

/** Only plain data arrive as they left: whatever JSON would change is refused by its type. */
type Plain<T> = T extends Date | ReadonlyMap<unknown, unknown> | ReadonlySet<unknown> | bigint | ((...given: never[]) => unknown)
  ? never
  : T extends object
    ? { readonly [Key in keyof T]: Plain<T[Key]> }
    : T

export const parcelOf = <T>(value: T & Plain<T>): Parcel<T> => JSON.stringify(value)

export const unpacked = <T>(parcel: Parcel<T>): T => JSON.parse(parcel)
