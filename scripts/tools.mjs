// Plain JavaScript for any Node >= 20: this runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const MINUTE = 60_000

/** Says one sentence and ends. */
export function giveUp(sentence) {
  console.error(sentence)
  process.exit(1)
}

/** Installs exactly what package-lock.json names, unless that is installed already. */
export async function ensureInstalled() {
  if (Number(process.versions.node.split('.')[0]) < 20)
    giveUp(`Plimsoll needs Node 20 or newer to start, this is ${process.version}: https://nodejs.org`)
  if (isInstalled()) return
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm']
  const args = [...npm, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error', '--progress=false']
  const { code, output } = await withProgress('Installing the locked dependencies', args, { deadlineMs: 20 * MINUTE })
  if (code !== 0) giveUp(`npm could not install the locked dependencies (exit code ${code}):\n${output.trim()}`)
  if (!isInstalled()) giveUp('npm ended well, but not all locked dependencies are there: remove node_modules and start again.')
}

/** npm keeps beside the packages a list of what it has put there. */
function isInstalled() {
  const wanted = readJson('package-lock.json')?.packages ?? {}
  const present = readJson('node_modules/.package-lock.json')?.packages
  if (!present || !findPinnedNode()) return false
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    const found = present[path]
    return path === '' || (found ? found.version === version && found.integrity === integrity : optional === true)
  })
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8'))
  } catch {
    return undefined
  }
}

/** The Node that Plimsoll runs on: a dependency like any other, so that the version of the machine does not matter. */
export function pinnedNode() {
  return findPinnedNode() ?? giveUp('The pinned Node is not installed: remove node_modules and start again.')
}

function findPinnedNode() {
  const nested = join(root, 'node_modules', 'node', 'node_modules')
  const found = [join(root, 'node_modules', 'node'), ...(existsSync(nested) ? readdirSync(nested).map((name) => join(nested, name)) : [])]
    .map((folder) => join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node'))
    .find((file) => existsSync(file))
  return found ?? (Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : undefined)
}

/** The environment in which `node` is the pinned one, also for what starts further programs. */
export function pinnedEnvironment(more = {}) {
  const paths = [dirname(pinnedNode()), join(root, 'node_modules', '.bin'), process.env.PATH ?? '']
  return { ...process.env, PATH: paths.join(delimiter), ...more }
}

const CODE = ['server', 'db', 'package-lock.json', 'tsconfig.json', 'scripts/build.mjs']
/** Which sources make which result. */
const PARTS = {
  server: { name: 'the server', sources: [...CODE, 'app/api'], result: 'dist/supervisor.js', stamp: 'dist/.server.json' },
  screens: {
    name: 'the screens',
    sources: [...CODE, 'app', 'components', 'public', 'next.config.js', 'next.config.ts', 'next.config.mjs', 'postcss.config.mjs'],
    result: '.next/BUILD_ID',
    stamp: 'dist/.screens.json',
  },
}

/** Builds what is older than its sources. */
export async function buildIfStale(parts = ['server', 'screens']) {
  for (const part of parts) {
    const now = fingerprint(PARTS[part])
    if (now === 'fresh') continue
    await build(part)
  }
}

/** Builds one part, and remembers from what. */
export async function build(part) {
  const { name, stamp, sources } = PARTS[part]
  const made = stampOf(sources)
  const args = [pinnedNode(), join(root, 'scripts', 'build.mjs'), part]
  const { code, output } = await withProgress(`Building ${name}`, args, { deadlineMs: 15 * MINUTE, env: pinnedEnvironment() })
  if (code !== 0) giveUp(`Building ${name} failed (exit code ${code}):\n${output.trim()}`)
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(join(root, stamp), JSON.stringify(made))
}

/** Times of files are looked at first, because that is quick; contents only when times differ, because a checkout changes times alone. */
function fingerprint({ sources, result, stamp }) {
  const before = readJson(stamp)
  if (!before || !existsSync(join(root, result))) return 'stale'
  if (before.times === digest(sources, timesOf)) return 'fresh'
  const now = stampOf(sources)
  if (before.contents !== now.contents) return 'stale'
  writeFileSync(join(root, stamp), JSON.stringify(now))
  return 'fresh'
}

const stampOf = (sources) => ({ times: digest(sources, timesOf), contents: digest(sources, (file) => readFileSync(file)) })

const timesOf = (file) => {
  const { size, mtimeMs } = statSync(file)
  return `${size} ${mtimeMs}`
}

function digest(sources, read) {
  const hash = createHash('sha256')
  for (const file of sources.flatMap((source) => filesUnder(join(root, source))).filter((name) => !/\.test\.tsx?$/.test(name))) {
    hash.update(`${file}\n`)
    hash.update(read(file))
  }
  return hash.digest('hex')
}

function filesUnder(path) {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)))
}

/** Runs a program with a line that shows that it is at it, beside what is answered on standard output. Its words are kept, for when it fails. */
export function withProgress(what, [command, ...args], { deadlineMs, env = process.env }) {
  const startedMs = performance.now()
  const seconds = () => Math.round((performance.now() - startedMs) / 1000)
  const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const keep = (chunk) => {
    output = (output + chunk).slice(-100_000)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const show = (end) => process.stderr.write(process.stderr.isTTY ? `\r${what}… ${seconds()} s${end}` : `${what}… ${seconds()} s\n`)
  if (!process.stderr.isTTY) process.stderr.write(`${what}…\n`)
  const ticking = setInterval(() => show(''), process.stderr.isTTY ? 1_000 : 30_000)
  const late = setTimeout(() => child.kill('SIGKILL'), deadlineMs)
  return new Promise((resolve) => {
    const end = (code, more = '') => {
      clearInterval(ticking)
      clearTimeout(late)
      show('\n')
      resolve({ code, output: output + more })
    }
    child.once('error', (cause) => end(127, cause.message))
    child.once('close', (code, signal) => end(code ?? `signal ${signal}`))
  })
}

/** Runs a program that speaks for itself; its exit code. */
export function run([command, ...args], { deadlineMs = 60 * MINUTE, env = pinnedEnvironment() } = {}) {
  const child = spawn(command, args, { cwd: root, env, stdio: 'inherit' })
  const late = setTimeout(() => child.kill('SIGKILL'), deadlineMs)
  const forward = (signal) => child.kill(signal)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward)
  return new Promise((resolve) => {
    const end = (code) => {
      clearTimeout(late)
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, forward)
      resolve(code)
    }
    child.once('error', (cause) => {
      console.error(`${command}: ${cause.message}`)
      end(127)
    })
    child.once('close', (code) => end(code ?? 1))
  })
}

/** A program of an installed package, run by the pinned Node. */
export const packaged = (path, ...args) => [pinnedNode(), join(root, 'node_modules', path), ...args]

/** Whether a program starts at all. */
export const works = (command, ...args) => spawnSync(command, args, { stdio: 'ignore', timeout: 30_000 }).status === 0
