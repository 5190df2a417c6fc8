import { createReadStream, existsSync } from 'node:fs'
import { access, constants, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { invalid, sentenceOf } from '../kernel/errors'
import type { Source } from './restore'

/**
 * Makes a file that only this user may read. It has its name only when it is whole and on the disk; what fails leaves nothing behind.
 *
 * @throws Refusal `invalid` when the name is taken or its folder cannot be written
 */
export async function makeFile<T>(
  file: string,
  work: (write: (bytes: Buffer) => Promise<void>) => Promise<T>,
): Promise<T & { bytes: number }> {
  if (existsSync(file)) throw invalid(`${file} is there already, and a backup never overwrites: name another file.`)
  const draft = `${file}.part`
  const handle = await open(draft, 'w', 0o600).catch((cause) => {
    throw invalid(`${file} cannot be written: ${sentenceOf(cause)}.`)
  })
  let bytes = 0
  try {
    const made = await work(async (piece) => {
      await handle.writeFile(piece)
      bytes += piece.length
    })
    await handle.sync()
    await handle.close()
    await rename(draft, file)
    const folder = await open(dirname(file), 'r')
    await folder.sync().finally(() => folder.close())
    return { ...made, bytes }
  } catch (cause) {
    await handle.close().catch(() => {})
    await rm(draft, { force: true })
    throw cause
  }
}

/** @throws Refusal `invalid` when it cannot be read */
export async function fileSource(file: string): Promise<Source> {
  await access(file, constants.R_OK).catch((cause) => {
    throw invalid(`${file} cannot be read: ${sentenceOf(cause)}.`)
  })
  return { name: file, open: () => createReadStream(file, { highWaterMark: 262_144 }) }
}
