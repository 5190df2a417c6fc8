// Takes the pictures of the manual from a demo that really runs, calm and with its admin area really broken: npm run screenshots [folder]
import { fork } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { ensureChromium } from './chromium.mjs'
import { buildIfStale, ensureInstalled, giveUp, pinnedEnvironment, pinnedNode, root } from './tools.mjs'

await ensureInstalled()
await buildIfStale()
const { chromium } = await import('@playwright/test')
const { parse } = await import('yaml')

const SECOND = 1_000
const MINUTE = 60 * SECOND
/** Enough for sixty results of every check. */
const RUNS_FOR = 5.5 * MINUTE
/** Enough for a loss that one can see. */
const FAILS_FOR = 3 * MINUTE
const START_WITHIN = 60 * SECOND
const SEEN_WITHIN = MINUTE
const LARGEST_BYTES = 400_000
const DESK = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }

const VIEWS = [
  { name: 'executive', as: 'Eve', path: '/executive', phone: true },
  { name: 'operations', as: 'Ada', path: '/operations', phone: true },
  { name: 'matrix', as: 'Ada', path: '/operations?tab=matrix' },
  { name: 'engineering', as: 'Sam', path: '/engineering', phone: true },
  { name: 'map', as: 'Sam', path: '/engineering/map' },
  { name: 'check', as: 'Sam', path: '/checks/admin-area' },
  { name: 'paging', as: 'Ada', path: '/paging', phone: true },
  { name: 'status-page', path: '/status/marketedge', phone: true },
  { name: 'streams', as: 'Sam', path: '/settings/business/streams/managed-orders' },
]

const images = resolve(root, process.argv[2] ?? join('docs', 'images'))
mkdirSync(images, { recursive: true })
const folder = mkdtempSync(join(tmpdir(), 'pls-'))
const supervisor = startDemo()
try {
  const demo = await addresses()
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  try {
    await takeAll(browser, demo)
  } finally {
    await browser.close()
  }
} finally {
  const ended = new Promise((resolve) => supervisor.once('exit', resolve))
  if (supervisor.exitCode === null) {
    supervisor.kill('SIGTERM')
    await ended
  }
  rmSync(folder, { recursive: true, force: true })
}
process.exit(0)

async function takeAll(browser, demo) {
  say(`The demo runs for ${RUNS_FOR / MINUTE} minutes first, so that there is something to see.`)
  await sleep(RUNS_FOR)
  await takeState(browser, demo, 'calm')

  await order(demo.control, 'POST', 'admin')
  const ada = await signedIn(browser, demo, 'Ada', { viewport: DESK })
  await ada.goto(`${demo.url}/operations`)
  await ada.getByRole('article', { name: /Admin area is failing/ }).waitFor({ timeout: SEEN_WITHIN })
  await ada.keyboard.press('a')
  await ada
    .getByText('Ada acknowledged')
    .or(ada.getByText(/^\s*acknowledged$/))
    .first()
    .waitFor({ timeout: SEEN_WITHIN })
  const { incidents } = await (await ada.request.get(`${demo.url}/api/v1/incidents`)).json()
  await ada.request.post(`${demo.url}/api/v1/incidents/${incidents[0].id}/updates`, {
    data: { state: 'investigating', text: 'Nobody can administer users at the moment. We are looking into it.' },
  })
  await ada.context().close()
  say(`The admin area fails for ${FAILS_FOR / MINUTE} minutes.`)
  await sleep(FAILS_FOR)
  await takeState(browser, demo, 'failing')
}

async function takeState(browser, demo, state) {
  for (const { name, as, path, phone } of VIEWS) {
    for (const colorScheme of ['light', 'dark'])
      await take(browser, demo, { as, path, file: `${name}-${state}-${colorScheme}.png`, look: { viewport: DESK, colorScheme } })
    if (phone)
      await take(browser, demo, {
        as,
        path,
        file: `${name}-${state}-phone.png`,
        look: { viewport: PHONE, colorScheme: 'light', isMobile: true, hasTouch: true },
      })
  }
}

/** Twice as sharp as the screen has pixels, unless that makes the file too large. */
async function take(browser, demo, { as, path, file, look }) {
  for (const deviceScaleFactor of [2, 1]) {
    const page = await (as
      ? signedIn(browser, demo, as, { ...look, deviceScaleFactor })
      : stranger(browser, { ...look, deviceScaleFactor }))
    await page.goto(`${demo.url}${path}`)
    await (as ? page.getByRole('status').filter({ hasText: /^Live/ }) : page.getByRole('region', { name: 'Now' })).waitFor()
    await page.waitForLoadState('networkidle')
    const picture = await page.screenshot({ animations: 'disabled' })
    await page.context().close()
    if (picture.length > LARGEST_BYTES && deviceScaleFactor > 1) continue
    writeFileSync(join(images, file), picture)
    say(`${file}, ${Math.round(picture.length / 1024)} kB`)
    return
  }
}

/** Who is not signed in: for what those outside see. */
async function stranger(browser, look) {
  return await (await browser.newContext(look)).newPage()
}

async function signedIn(browser, { links }, name, look) {
  const context = await browser.newContext(look)
  const page = await context.newPage()
  await page.goto(links.get(name))
  return page
}

/** The demo on data of its own, with its checks at a pace at which some minutes show what otherwise takes an hour. */
function startDemo() {
  const declared = parse(readFileSync(join(root, 'examples', 'marketedge', 'plimsoll.yaml'), 'utf8'))
  const config = join(folder, 'plimsoll.yaml')
  // JSON is YAML.
  writeFileSync(config, JSON.stringify({ ...declared, checks: declared.checks.map((check) => ({ ...check, interval: '5s' })) }))
  return fork(join(root, 'dist', 'supervisor.js'), ['--demo'], {
    cwd: root,
    execPath: pinnedNode(),
    execArgv: [],
    env: pinnedEnvironment({ PORT: '0', PLIMSOLL_DATA_DIR: join(folder, 'data'), PLIMSOLL_CONFIG: config }),
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
}

/** Where it runs, how one signs in, and where it can be broken, as it says it. */
async function addresses() {
  const links = new Map()
  let url = ''
  const late = setTimeout(() => giveUp(`The demo did not start within ${START_WITHIN / SECOND} s.`), START_WITHIN)
  supervisor.once('exit', (code) => giveUp(`The demo ended with ${code} before it ran.`))
  for await (const line of createInterface({ input: supervisor.stdout })) {
    const [, name, link] = /^Sign in as (\w+) .*?: (\S+)$/.exec(line) ?? []
    if (name) links.set(name, link)
    url = /^Plimsoll runs at (\S+)/.exec(line)?.[1] ?? url
    const control = /can be broken at (\S+)/.exec(line)?.[1]
    if (!control) continue
    clearTimeout(late)
    supervisor.removeAllListeners('exit')
    supervisor.stdout.resume()
    return { url, links, control }
  }
}

async function order(control, method, fault) {
  const answer = await fetch(`${control}/api/faults/${fault}`, { method })
  if (!answer.ok) giveUp(`${method} ${fault}: ${answer.status} ${await answer.text()}`)
}

function say(sentence) {
  console.log(sentence)
}
