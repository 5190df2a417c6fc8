import { connectSql } from '@/db/client'
import { sealKey } from '@/server/access/seal'
import type { ChannelInput } from '@/server/alerts/model'
import { releaseClaims } from '@/server/alerts/queries/outbox'
import { noRouting } from '@/server/alerts/rules/directory'
import { createPager } from '@/server/engine/pager'
import { createTools } from '@/server/engine/tools'
import { systemClock } from '@/server/runtime/clock'
import { systemIds } from '@/server/runtime/ids'
import { silentLog } from '@/server/runtime/log'

/** What a process that only sends is given, as its one argument. */
export type Dispatching = { readonly databaseUrl: string; readonly folder: string; readonly channels: readonly ChannelInput[] }

/** Whoever is killed hears of nothing: what was committed meanwhile is found by looking. */
const LOOK_EVERY_MS = 10
const DAY_MS = 86_400_000

/** Sends what waits, with the parts and in the order in which the engine does, until it is killed. */
const { databaseUrl, folder, channels }: Dispatching = JSON.parse(process.argv[2] ?? '')
const clock = systemClock
const sql = connectSql(databaseUrl, { max: 2, name: 'killed' })
await releaseClaims(sql, clock.now())
const pager = createPager({
  sql,
  clock,
  ids: systemIds,
  log: silentLog,
  dataFolder: folder,
  tools: createTools({ clock, userAgent: 'killed' }),
  giveUpAfterMs: () => DAY_MS,
  echoOf: () => undefined,
  publicUrl: 'https://plimsoll.example',
  actionKey: sealKey('a secret of the test that is long enough'),
  statusKey: sealKey('a secret of the test that is long enough'),
  actionLinkForMs: () => DAY_MS,
  onOutcome: () => {},
  onRecorded: () => {},
})
pager.plan({ ...noRouting, channels: channels.map(({ name, kind }) => ({ name, kind, reaches: 'machine' })) }, channels)
clock.every(LOOK_EVERY_MS, () => pager.kick())
process.send?.('ready')
