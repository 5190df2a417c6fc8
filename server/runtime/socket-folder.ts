import { createHash } from 'node:crypto'
import { chmodSync, lstatSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** A socket's path has 107 bytes on Linux and 103 on macOS; the longest name that we put into the folder is Postgres' lock file. */
const LONGEST_PATH = 103
const LONGEST_NAME = '/.s.PGSQL.5432.lock'.length

/**
 * A folder for sockets that only this user may enter: `run` in the data folder or, where that path is too long for a socket,
 * one under the system's temporary folder, named after the data folder so that the next start finds the same.
 */
export function socketFolder(dataFolder: string): string {
  const near = join(resolve(dataFolder), 'run')
  const name = createHash('sha256').update(near).digest('hex').slice(0, 12)
  const folder = Buffer.byteLength(near) + LONGEST_NAME <= LONGEST_PATH ? near : join(tmpdir(), `plimsoll-${name}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { uid } = lstatSync(folder)
  if (process.getuid && uid !== process.getuid())
    throw new Error(`${folder} belongs to another user (uid ${uid}): remove it, or set PLIMSOLL_DATA_DIR to a shorter path.`)
  chmodSync(folder, 0o700)
  return folder
}

/** Where the engine of this data folder is found by its webs. */
export const linkPathIn = (dataFolder: string): string => join(socketFolder(dataFolder), 'engine.sock')
