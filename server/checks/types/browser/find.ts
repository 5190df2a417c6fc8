import { accessSync, constants, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { variables } from '@/server/settings/environment'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const PLACES = ['/usr/bin', '/usr/local/bin', '/snap/bin']
const MAC = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium']
/** Within a folder `chromium-1234` of Playwright's, as its versions of today and of late lay it out. */
const WITHIN = [
  'chrome-linux/chrome',
  'chrome-linux64/chrome',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  'chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
]

const WAYS = 'Debian: apt-get install chromium; elsewhere: npx playwright-core install chromium; or set CHROMIUM_PATH to its program'

export type Found = { readonly program: string; readonly missing?: never } | { readonly missing: string; readonly program?: never }

/** The Chromium of this machine: the one that is named, else the first in the usual places and of those that Playwright installed. */
export function findChromium(): Found {
  const { CHROMIUM_PATH: given, PATH = '' } = variables()
  if (given)
    return isProgram(given)
      ? { program: given }
      : { missing: `CHROMIUM_PATH is "${given}", and there is no program: name that of a Chromium, or leave it out` }
  const folders = [...new Set([...PATH.split(delimiter).filter(Boolean), ...PLACES])]
  const program = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...MAC, ...ofPlaywright()].find(isProgram)
  return program ? { program } : { missing: `there is no Chromium on this machine: install one (${WAYS})` }
}

/** Newest first. Where it keeps them: playwright.dev/docs/browsers. */
function ofPlaywright(): readonly string[] {
  const { PLAYWRIGHT_BROWSERS_PATH: given, XDG_CACHE_HOME: cache = join(homedir(), '.cache') } = variables()
  const folder = given ?? join(process.platform === 'darwin' ? join(homedir(), 'Library/Caches') : cache, 'ms-playwright')
  try {
    return readdirSync(folder)
      .flatMap((name) => /^chromium-(\d+)$/.exec(name)?.[1] ?? [])
      .toSorted((a, b) => Number(b) - Number(a))
      .flatMap((version) => WITHIN.map((path) => join(folder, `chromium-${version}`, path)))
  } catch {
    return []
  }
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
