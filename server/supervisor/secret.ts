import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Ids } from '@/server/runtime/ids'

/** The secret that belongs to embedded data: made on the first day, then read. Only this user may read it. */
export function keepSecret(folder: string, ids: Ids): string {
  const file = join(folder, 'secret')
  try {
    writeFileSync(file, ids.secret(32), { flag: 'wx', mode: 0o600 })
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
  }
  const secret = readFileSync(file, 'utf8').trim()
  if (secret.length < 32)
    throw new Error(`${file} is damaged: restore it from a backup; without it nothing that was encrypted with it can be read.`)
  return secret
}
