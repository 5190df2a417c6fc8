import { promisify } from 'node:util'
import { deflateRaw } from 'node:zlib'
import { packTable } from './rules/columns'

const deflate = promisify(deflateRaw)
/** What a higher level saves is less than what it costs. */
const LEVEL = 1

/** Items as columns, as JSON, deflated without a head: what `components/live/unpack.ts` reads. The deflating happens beside the loop. */
export const packItems = async (items: readonly object[]): Promise<Uint8Array> =>
  await deflate(JSON.stringify(packTable(items)), { level: LEVEL })
