import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder that holds `package.json`, found upwards from this code: bundles lie in `dist/`, sources lie deeper. */
export function projectRoot(from: string = import.meta.dirname): string {
  if (existsSync(join(from, 'package.json'))) return from
  const above = dirname(from)
  if (above === from) throw new Error(`No package.json lies above ${import.meta.dirname}: run Plimsoll from its own folder.`)
  return projectRoot(above)
}
