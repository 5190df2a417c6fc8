import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { connectSql, drizzleOver } from '@/db/client'
import { ACTION_KEY } from './access/action-token'
import { sealKey } from './access/seal'
import { readConfig } from './declare/read-config'
import { startEngine } from './engine/engine'
import { isRefusal } from './kernel/errors'
import { connectToSupervisor } from './runtime/child'
import { systemClock } from './runtime/clock'
import { systemIds } from './runtime/ids'
import { createLog } from './runtime/log'
import { linkPathIn } from './runtime/socket-folder'
import { addressOf, readEnvironment, variables } from './settings/environment'
import { passOrEnd, validateEngine } from './startup/plimsoll'
import { STATUS_KEY } from './status/addresses'

const environment = readEnvironment()
const log = createLog('engine', environment.logLevel)
const stopping = new AbortController()
let engine: { stop(): Promise<void> } | undefined

const supervisor = connectToSupervisor({
  clock: systemClock,
  onStop: async (reason) => {
    log.info('The engine stops', { because: reason })
    stopping.abort()
    await engine?.stop()
  },
})

/** The name under which this installation holds the lease; kept, so that it gets it back at once after a kill. */
function holderIn(dataFolder: string): string {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const file = join(dataFolder, 'installation')
  if (!existsSync(file)) writeFileSync(file, systemIds.next(), { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}

/** Where our own web can be reached: no check may connect to it. */
function ownAddresses(host: string): readonly string[] {
  const everywhere = host === '0.0.0.0' || host === '::'
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses?.map(({ address }) => address) ?? [])
  return ['127.0.0.1', host, ...(everywhere ? all : [])]
}

/** A part that is missing must stop the start, with its reason, not show itself in the night (HLT-2). */
async function validateItself(databaseUrl: string, secret: string): Promise<void> {
  const [sql, pool] = [
    connectSql(databaseUrl, { max: 1, name: 'plimsoll engine, start' }),
    connectSql(databaseUrl, { max: 1, name: 'plimsoll engine, start' }),
  ]
  try {
    await passOrEnd(await validateEngine({ variables: variables(), sql, db: drizzleOver(pool), secret, clock: systemClock }), {
      log,
      supervisor,
    })
  } finally {
    await Promise.all([sql.end({ timeout: 1 }), pool.end({ timeout: 1 })])
  }
}

try {
  const { databaseUrl, secret, dataFolder, configFile, profile, host, port, publicUrl } = environment
  if (!databaseUrl || !secret) throw new Error('The engine needs DATABASE_URL and PLIMSOLL_SECRET; npm start sets both.')
  const config = await readConfig({ file: configFile, profile, variables: variables() })
  await validateItself(databaseUrl, secret)
  engine = await startEngine(
    {
      clock: systemClock,
      ids: systemIds,
      log,
      databaseUrl,
      dataFolder,
      linkPath: linkPathIn(dataFolder),
      config,
      key: sealKey(secret),
      actionKey: sealKey(secret, ACTION_KEY),
      statusKey: sealKey(secret, STATUS_KEY),
      holder: holderIn(dataFolder),
      publicUrl: publicUrl ?? addressOf(host, port),
      own: new Set(ownAddresses(host).map((address) => `${address}:${port}`)),
      onWaiting: (sentence) => {
        log.info(sentence)
        supervisor.ready({ lines: [sentence] })
      },
      onFenced: (sentence) => {
        log.error('The engine gives way', { because: sentence })
        process.exit(1)
      },
    },
    stopping.signal,
  )
  supervisor.ready()
} catch (cause) {
  if (isRefusal(cause) && cause.code === 'invalid') await supervisor.refuse(cause.message)
  throw cause
}
