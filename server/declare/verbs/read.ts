import { type DeclareCtx, type Declared, declared, find } from '../editing'
import type { Kind } from '../kinds'
import { readInventory } from '../store'

/** One declared thing in the words in which it is declared, by id or name. Secrets are hidden. */
export async function read<Input extends { readonly name: string }, Shape extends { readonly name: string }>(
  { sql, key }: Pick<DeclareCtx, 'sql' | 'key'>,
  kind: Kind<Input, Shape>,
  { id }: { readonly id: string },
): Promise<Declared> {
  return declared(kind, find(kind, await readInventory(sql, key, { list: kind.list, one: id }), id))
}

/** All of a kind, in the order of their names. */
export async function readAll<Input extends { readonly name: string }, Shape extends { readonly name: string }>(
  { sql, key }: Pick<DeclareCtx, 'sql' | 'key'>,
  kind: Kind<Input, Shape>,
): Promise<readonly Declared[]> {
  return kind.stored(await readInventory(sql, key, { list: kind.list })).map((stored) => declared(kind, stored))
}
