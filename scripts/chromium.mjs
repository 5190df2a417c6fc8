import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { giveUp, packaged, pinnedEnvironment, withProgress, works } from './tools.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const PLACES = ['/usr/bin', '/usr/local/bin', '/snap/bin']
const MAC = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium']

/** A Chromium that starts: one that is there, else Playwright's own, else the system's package manager's. */
export async function ensureChromium() {
  const there = find()
  if (there) return there
  const installed = await withProgress('Installing a Chromium for the tests', packaged('playwright/cli.js', 'install', 'chromium'), {
    deadlineMs: 900_000,
    env: pinnedEnvironment(),
  })
  const own = find()
  if (own) return own
  const isRoot = process.getuid?.() === 0
  if (isRoot && works('apt-get', '--version')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    await withProgress('Updating the list of packages', ['apt-get', 'update', '-q'], { deadlineMs: 300_000, env })
    await withProgress('Installing chromium', ['apt-get', 'install', '-y', '-q', '--no-install-recommends', 'chromium'], {
      deadlineMs: 900_000,
      env,
    })
  }
  return (
    find() ??
    giveUp(
      `The end-to-end tests need a Chromium, and none could be installed: install one (Debian: apt-get install chromium) or set CHROMIUM_PATH to its program.\n${installed.output.trim().split('\n').slice(-5).join('\n')}`,
    )
  )
}

/** Started once, because one that lacks a library is there and of no use. */
function find() {
  const given = process.env.CHROMIUM_PATH
  if (given)
    return works(given, '--version')
      ? given
      : giveUp(`CHROMIUM_PATH is "${given}", which does not start: set it to the program of a Chromium.`)
  const folders = [...new Set([...(process.env.PATH ?? '').split(delimiter), ...PLACES])]
  const installed = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...MAC, playwrightsOwn()]
  return installed.find((file) => file && existsSync(file) && works(file, '--version'))
}

function playwrightsOwn() {
  try {
    return createRequire(import.meta.url)('playwright-core').chromium.executablePath()
  } catch {
    return undefined
  }
}
