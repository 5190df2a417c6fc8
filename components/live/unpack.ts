import type { PackedSnapshot, Snapshot } from '@/server/live/model'
import { type Table, unpackTable } from '@/server/live/rules/columns'

type Item = { readonly id: string }

/** Whether this browser can read packed snapshots. */
export const canUnpack = (): boolean => typeof DecompressionStream !== 'undefined'

/** What `server/live/packing.ts` packed. */
export async function unpackSnapshot({ epoch, seq, packed }: PackedSnapshot): Promise<Snapshot<Item>> {
  const inflated = new Blob([new Uint8Array(packed)]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  const table = (await new Response(inflated).json()) as Table
  return { epoch, seq, items: unpackTable(table) as unknown as Item[] }
}
