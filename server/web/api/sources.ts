import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The addresses of the files `route.ts` under `app/api`, in order; none where the sources were not installed. */
export function pathsInSources(root: string): readonly string[] {
  const folder = join(root, 'app', 'api')
  if (!existsSync(folder)) return []
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return files.flatMap((file) => (/(^|\/)route\.ts$/.test(file) ? [`/api/${file.replace(/\/?route\.ts$/, '')}`] : [])).toSorted()
}
