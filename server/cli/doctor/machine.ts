import { constants } from 'node:fs'
import { access, readFile, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { isAlive } from '../../postgres/processes'
import { freeBytesOf } from '../../retention/jobs'
import { DEFINITIONS } from '../../settings/registry'
import { settle } from '../../settings/rules/effective'
import type { CommandTools } from '../command'
import { bad, type Examination, type Finding, fine, odd } from './examination'

/** Everything that can be seen without a database. */
export const machineExaminations: readonly Examination[] = [
  { about: 'environment', look: (tools) => [fine(`read; the profile is ${tools.environment().profile}`)] },
  { about: 'data folder', look: dataFolder },
  { about: 'disk', look: disk },
  { about: 'supervisor', look: async (tools) => [(await supervisor(tools)).finding] },
  { about: 'port', look: port },
]

async function dataFolder(tools: CommandTools): Promise<readonly Finding[]> {
  const folder = tools.environment().dataFolder
  const found = await stat(folder).catch(() => undefined)
  if (!found) return [odd(`${folder} is not there yet`, 'npm start makes it. Does PLIMSOLL_DATA_DIR name the right folder?')]
  const usable = await access(folder, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  )
  if (!usable) return [bad(`${folder} cannot be written by this user`, 'Give it to the user that runs Plimsoll: chown -R.')]
  if ((found.mode & 0o077) !== 0) return [odd(`${folder} can be entered by other users, and holds the secret`, `chmod 700 ${folder}`)]
  return [fine(`${folder} is there, and only this user may enter it`)]
}

async function disk(tools: CommandTools): Promise<readonly Finding[]> {
  const { dataFolder: folder, profile } = tools.environment()
  const free = await freeBytesOf(folder).catch(() => undefined)
  if (free === undefined) return []
  const kept = settle(DEFINITIONS, profile, {}).get('storage.minFreeBytes')
  if (free < kept)
    return [
      bad(
        `${mebibytes(free)} are free of the ${mebibytes(kept)} that are kept free`,
        'Free some space: the oldest days of results are being dropped early. Settings: storage.minFreeBytes, retention.results.',
      ),
    ]
  return [fine(`${mebibytes(free)} are free`)]
}
const mebibytes = (bytes: number): string => `${Math.round(bytes / 1_048_576).toLocaleString('en-GB')} MiB`

/** Who holds the data folder, as `supervisor/lock.ts` notes it: the id of the process first. */
async function supervisor(tools: CommandTools): Promise<{ readonly runs: boolean; readonly finding: Finding }> {
  const folder = tools.environment().dataFolder
  const [pid = ''] = (await readFile(join(folder, 'supervisor.lock'), 'utf8').catch(() => '')).split(' ')
  if (pid !== '' && isAlive(Number(pid))) return { runs: true, finding: fine(`runs as process ${pid}`) }
  const says = pid === '' ? 'Plimsoll does not run on this data folder' : `Plimsoll ended without saying so (it was process ${pid})`
  return { runs: false, finding: odd(says, 'npm start starts it, and takes up what was left. In containers, each role runs by itself.') }
}

async function port(tools: CommandTools): Promise<readonly Finding[]> {
  const { host, port: wanted } = tools.environment()
  const { runs } = await supervisor(tools)
  if (wanted === 0) return [fine('any free one is taken')]
  const code = await listenOnce(host, wanted)
  if (code === 'EADDRINUSE')
    return runs
      ? [fine(`something listens on ${host}:${wanted}, as it should`)]
      : [bad(`${host}:${wanted} is taken by another program`, `Stop it, or choose another port: PORT=${wanted + 1}.`)]
  if (code !== undefined) return [bad(`${host}:${wanted} cannot be listened on (${code})`, 'Choose another HOST or PORT.')]
  return runs
    ? [
        bad(
          `nothing listens on ${host}:${wanted} although Plimsoll runs`,
          'It may still be starting, or have been started with another PORT; plimsoll.log says more.',
        ),
      ]
    : [fine(`${host}:${wanted} is free`)]
}

const listenOnce = (host: string, wanted: number): Promise<string | undefined> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', (cause: NodeJS.ErrnoException) => resolve(cause.code ?? cause.message))
    server.listen(wanted, host, () => server.close(() => resolve(undefined)))
  })
