import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { ensureChromium } from './chromium.mjs'
import { ensureServers } from './servers.mjs'
import { buildIfStale, ensureInstalled, packaged, pinnedEnvironment, run } from './tools.mjs'
import { verify } from './verify.mjs'

await ensureInstalled()
const reports = mkdtempSync(join(tmpdir(), 'plimsoll-reports-'))
const counts = [
  await besideInstalling(verified()),
  ...(await Promise.all([tested('unit'), besideTheBuild(tested('db'))])),
  await tested('chaos'),
  await endToEnd(),
]
rmSync(reports, { recursive: true, force: true })

const sum = (of) => counts.reduce((total, count) => total + count[of], 0)
const skipped = sum('skipped')
for (const name of counts.flatMap(({ left = [] }) => left)) console.log(`Skipped, because this machine lacks what it needs: ${name}`)
for (const what of counts.flatMap(({ broken = [] }) => broken)) console.log(`Failed: ${what}`)
console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exit(sum('failed') > 0 ? 1 : 0)

/** Each step counts as one test. The house is tested among the units. */
async function verified() {
  const { passed, failed } = await verify({ without: ['house'] })
  return { passed: passed.length, failed: failed.length, skipped: 0, broken: failed }
}

/** What is installed comes from elsewhere and needs little of the machine. */
async function besideInstalling(steps) {
  const [counted] = await Promise.all([steps, ensureServers().then(ensureChromium)])
  return counted
}

/**
 * Tests of the database wait for it half of the time, and for nothing that has to be on time: the units are tested, and what the later ones run is
 * built, meanwhile.
 */
async function besideTheBuild(tests) {
  const [counted] = await Promise.all([tests, buildIfStale()])
  return counted
}

/** @param project one of vitest.config.ts */
async function tested(project) {
  const file = join(reports, `${project}.json`)
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const code = await run(packaged('vitest/vitest.mjs', ...args), { deadlineMs: 1_800_000 })
  const report = read(file)
  if (!report) return missing(project)
  // A file that cannot be loaded holds no test that could fail.
  const unloaded = report.testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0).length
  const failed = report.numFailedTests + unloaded
  return {
    passed: report.numPassedTests,
    failed: failed + unexplained(code, failed),
    skipped: report.numPendingTests + report.numTodoTests,
    left: report.testResults.flatMap(({ assertionResults }) => assertionResults.filter(isSkipped).map(({ fullName }) => fullName)),
    broken: report.testResults.flatMap(brokenIn),
  }
}

/** Said once more at the very end, where whoever reads only the last lines of a log finds it. */
function brokenIn({ name: file, status, message, assertionResults }) {
  if (status === 'failed' && assertionResults.length === 0) return [`${relative('.', file)}: ${firstOf(message)}`]
  return assertionResults
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, failureMessages }) => `${relative('.', file)}, ${fullName}: ${firstOf(failureMessages[0] ?? '')}`)
}

function firstOf(message) {
  return message.slice(0, 600)
}

function isSkipped({ status }) {
  return status === 'skipped' || status === 'pending' || status === 'todo'
}

async function endToEnd() {
  const file = join(reports, 'e2e.json')
  const env = pinnedEnvironment({ CHROMIUM_PATH: await ensureChromium(), E2E_REPORT: file })
  const code = await run(packaged('@playwright/test/cli.js', 'test'), { env, deadlineMs: 3_600_000 })
  const report = read(file)
  if (!report) return missing('end-to-end')
  const failed = report.stats.unexpected + report.stats.flaky
  return {
    passed: report.stats.expected,
    failed: failed + unexplained(code, failed),
    skipped: report.stats.skipped,
    broken: report.suites.flatMap(brokenInSuite),
  }
}

function brokenInSuite({ specs = [], suites = [] }) {
  const own = specs
    .filter(({ ok, tests }) => !ok || tests.some(({ status }) => status === 'flaky'))
    .map(({ file, title, tests }) => `${file}, ${title}: ${firstOf(tests[0]?.results[0]?.error?.message ?? '')}`)
  return [...own, ...suites.flatMap(brokenInSuite)]
}

/** A run that failed without a failed test (an error outside of all of them) has failed too. */
function unexplained(code, failed) {
  return code !== 0 && failed === 0 ? 1 : 0
}

function missing(suite) {
  return { passed: 0, failed: 1, skipped: 0, broken: [`The ${suite} tests ended without a report.`] }
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
