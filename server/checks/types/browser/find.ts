import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { variables } from '@/server/settings/environment'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const PLACES = ['/usr/bin', '/usr/local/bin', '/snap/bin']
const MAC = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium']

/** The Chromium of this machine: the one that is named, else the first in the usual places; undefined when there is none. */
export function findChromium(): string | undefined {
  const { CHROMIUM_PATH: given, PATH = '' } = variables()
  if (given) return given
  const folders = [...new Set([...PATH.split(delimiter).filter(Boolean), ...PLACES])]
  return [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...MAC].find(isProgram)
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
