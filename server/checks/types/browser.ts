import { z } from 'zod'
import type { Assertion, Evidence, Probed, Step } from '../model'
import { createRedactor, redactCutEnd, redactUrl, secretsOfUrl } from '../rules/redact'
import { findChromium } from './browser/find'
import type { Deed, Plan, Report } from './browser/plan'
import { type BrowserProcess, startBrowser } from './browser/process'
import { type GuardedProxy, MOST_LOADED_BYTES, openProxy } from './browser/proxy'
import { HttpUrl, urlIssue } from './http/options'
import { hostOf } from './http/request'
import { publicUrl } from './http/sayings'
import { defineCheckType, type ProbeTools } from './type'

/** Of a picture, before base64: five are shown on a page. */
const MOST_PICTURE_BYTES = 96 * 1024
const MOST_STEPS = 50
/** Of all processes of the browser; a heavy page of a shop takes half of it. */
const MOST_MEMORY_BYTES = 1024 * 1024 * 1024
/** Kept of the check's time for the picture of a failure and for ending the browser. */
const PICTURE_SHARE = 0.2
const LONGEST_PICTURE_MS = 3_000

const FULL = `loads more than ${MOST_LOADED_BYTES / 1024 / 1024} MiB, and was cut off there`

const Selector = z.string().min(1).max(1_000)
const ACTIONS = ['goto', 'fill', 'click', 'press', 'expectText', 'expectVisible', 'expectUrl', 'screenshot'] as const

const BrowserStep = z
  .strictObject({
    name: z.string().min(1).max(120).optional().meta({ title: 'Name' }),
    goto: z
      .string()
      .min(1)
      .max(4_000)
      .optional()
      .meta({ title: 'Open', description: 'An address, or one relative to the base.', secretIn: 'url' }),
    fill: Selector.optional().meta({ title: 'Fill in', description: 'A field: label=E-mail, placeholder=, testid=, or CSS.' }),
    value: z.string().max(10_000).optional().meta({ title: 'Value', description: 'What is filled in.', secret: true }),
    click: Selector.optional().meta({ title: 'Click', description: 'role=button[name="Sign in"], text=Sign in, testid=, or CSS.' }),
    press: z
      .string()
      .regex(/^[\w+]{1,40}$/, 'must be a key like Enter, Tab or Control+A')
      .optional()
      .meta({ title: 'Press', description: 'A key: Enter, Escape, Control+A.' }),
    expectText: z.string().min(1).max(1_000).optional().meta({ title: 'Expect the text', description: 'Somewhere on the page, visible.' }),
    expectVisible: Selector.optional().meta({ title: 'Expect to see' }),
    expectUrl: z.string().min(1).max(1_000).optional().meta({ title: 'Expect in the address', description: 'A part of it: /orders.' }),
    screenshot: z
      .literal(true)
      .optional()
      .meta({ title: 'Take a picture', description: 'Kept with the evidence; what was filled in is covered.' }),
    within: z
      .number()
      .min(0.1)
      .max(120)
      .optional()
      .meta({ title: 'Within', description: 'In seconds. All the time that the check has left when left out.' }),
  })
  .superRefine((step, ctx) => {
    const kinds = ACTIONS.filter((kind) => step[kind] !== undefined)
    if (kinds.length !== 1) ctx.addIssue({ code: 'custom', message: `a step does one thing: exactly one of ${ACTIONS.join(', ')}` })
    if (step.fill !== undefined && step.value === undefined)
      ctx.addIssue({ code: 'custom', path: ['value'], message: 'say what is to be filled in; an empty text empties the field' })
    if (step.fill === undefined && step.value !== undefined)
      ctx.addIssue({ code: 'custom', path: ['value'], message: 'belongs to fill, and this step fills in nothing' })
  })
type BrowserStep = z.infer<typeof BrowserStep>

const BrowserOptions = z
  .strictObject({
    base: HttpUrl.optional().meta({ title: 'Base URL', secretIn: 'url' }),
    steps: z.array(BrowserStep).min(1).max(MOST_STEPS).meta({ title: 'Steps' }),
    width: z.int().min(320).max(2_560).default(1_280).meta({ title: 'Width', description: 'Of the window, in pixels.' }),
    height: z.int().min(320).max(1_440).default(800).meta({ title: 'Height' }),
    trustAnyCertificate: z.boolean().default(false).meta({ title: 'Trust any certificate' }),
  })
  .superRefine(({ base, steps }, ctx) => {
    for (const [index, { goto: url }] of steps.entries()) {
      const issue = (field: string | undefined, message: string) =>
        ctx.addIssue({ code: 'custom', path: ['steps', index, ...(field ? [field] : [])], message })
      if (index === 0 && url === undefined) issue(undefined, 'the first step opens a page: goto')
      if (url === undefined) continue
      const message = URL.canParse(url, base) ? urlIssue(new URL(url, base).href) : 'needs a base, or has to be a whole address'
      if (message) issue('goto', message)
    }
  })
type BrowserOptions = z.infer<typeof BrowserOptions>

/** Passes when a way through pages can be gone in a real browser: open, fill in, click, see (CHK-1). */
export const browser = defineCheckType<BrowserOptions>({
  kind: 'browser',
  label: 'Browser',
  about:
    'Goes a way through pages in a Chromium of this machine: opens, fills in, clicks, and looks for what a person would see. One at a time.',
  options: BrowserOptions,
  example: {
    base: 'https://shop.example',
    steps: [
      { goto: '/sign-in' },
      { fill: 'label=E-mail', value: 'monitor@shop.example' },
      { fill: 'label=Password', value: 'secret' },
      { click: 'role=button[name="Sign in"]' },
      { expectUrl: '/orders' },
      { expectText: 'Your orders' },
    ],
  },
  target({ base, steps }) {
    const url = new URL(steps[0]?.goto ?? '', base)
    return { says: `${publicUrl(url.href)} in ${steps.length} steps`, host: hostOf(url) }
  },

  async probe(options, tools) {
    const startedMs = tools.elapsedMs()
    const { program, missing } = findChromium()
    if (program === undefined) return { outcome: 'blind', latencyMs: 0, says: missing }
    const turn = await turns.take(tools)
    if (!turn)
      return {
        outcome: 'blind',
        latencyMs: tools.elapsedMs() - startedMs,
        says: 'another check had the browser all the time; one runs at a time, so run such checks less often or give them more time',
      }
    return await drive(options, program, tools, startedMs, turn)
  },
})

/** Whose turn it is: a browser takes hundreds of megabytes, so there is one. Whoever waits longer than a check may is not kept. */
const turns = {
  waiting: [] as (() => void)[],
  taken: false,

  async take(tools: ProbeTools): Promise<{ pass(): void } | undefined> {
    if (!turns.taken) turns.taken = true
    else {
      const isMine = await new Promise<boolean>((done) => {
        const call = () => done(true)
        turns.waiting.push(call)
        tools.onTimeUp(() => {
          turns.waiting = turns.waiting.filter((one) => one !== call)
          done(false)
        })
      })
      tools.onTimeUp()
      if (!isMine) return undefined
    }
    return { pass: () => turns.next() }
  },

  next(): void {
    const call = turns.waiting.shift()
    if (call) call()
    else turns.taken = false
  },
}

async function drive(
  options: BrowserOptions,
  program: string,
  tools: ProbeTools,
  startedMs: number,
  turn: { pass(): void },
): Promise<Probed> {
  const late = new Promise<string>((done) => tools.onTimeUp(done))
  const { proxy, run } = await begin(options, program, tools, startedMs).catch((cause: unknown) => {
    turn.pass()
    throw cause
  })
  const outcome = await Promise.race([run.report, late])
  tools.onTimeUp()
  const latencyMs = tools.elapsedMs() - startedMs
  const done = [...run.done]
  // Not waited for: the answer must not be later than the check may be. The next one gets the browser when this one has gone.
  void run
    .end()
    .catch(() => {})
    .finally(() => {
      proxy.close()
      turn.pass()
    })
  if (typeof outcome !== 'string') return conclude(options, tools, outcome, proxy, latencyMs)
  const step = options.steps[done.length]
  return conclude(
    options,
    tools,
    {
      kind: 'report',
      steps: [
        ...done,
        { holds: false, says: `${outcome}, while this was under way`, ms: latencyMs - done.reduce((sum, { ms }) => sum + ms, 0) },
      ],
    },
    proxy,
    latencyMs,
    step ? `${outcome}, at step ${done.length + 1} of ${options.steps.length}, ${nameOf(step)}` : outcome,
  )
}

async function begin(
  options: BrowserOptions,
  program: string,
  tools: ProbeTools,
  startedMs: number,
): Promise<{ proxy: GuardedProxy; run: BrowserProcess }> {
  const proxy = await openProxy(tools)
  try {
    const leftMs = tools.timeoutMs - (tools.elapsedMs() - startedMs)
    return { proxy, run: startBrowser(planOf(options, program, tools, proxy, leftMs)) }
  } catch (cause) {
    proxy.close()
    throw cause
  }
}

function planOf(options: BrowserOptions, executable: string, tools: ProbeTools, proxy: GuardedProxy, leftMs: number): Plan {
  const pictureMs = Math.min(LONGEST_PICTURE_MS, leftMs * PICTURE_SHARE)
  return {
    executable,
    proxyPort: proxy.port,
    actions: options.steps.map((step) => ({
      ...deedOf(step, options.base),
      withinMs: step.within === undefined ? leftMs : step.within * 1_000,
    })),
    userAgent: tools.userAgent,
    width: options.width,
    height: options.height,
    trustAnyCertificate: options.trustAnyCertificate,
    secrets: secretsIn(options).filter(({ length }) => length >= 4),
    stepsMs: Math.max(1, leftMs - 2 * pictureMs),
    pictureMs,
    mostPictureBytes: MOST_PICTURE_BYTES,
    mostMemoryBytes: MOST_MEMORY_BYTES,
    wantsPicture: tools.wantsEvidence,
  }
}

function deedOf(
  { goto: url, fill, value = '', click, press, expectText, expectVisible, expectUrl }: BrowserStep,
  base: string | undefined,
): Deed {
  if (url !== undefined) return { kind: 'goto', url: new URL(url, base).href }
  if (fill !== undefined) return { kind: 'fill', selector: fill, value }
  if (click !== undefined) return { kind: 'click', selector: click }
  if (press !== undefined) return { kind: 'press', key: press }
  if (expectText !== undefined) return { kind: 'expectText', text: expectText }
  if (expectVisible !== undefined) return { kind: 'expectVisible', selector: expectVisible }
  if (expectUrl !== undefined) return { kind: 'expectUrl', part: expectUrl }
  return { kind: 'screenshot' }
}

/** In words, for people: the value of a field is never among them. */
function nameOf({ name, goto: url, fill, click, press, expectText, expectVisible, expectUrl }: BrowserStep): string {
  if (name !== undefined) return name
  if (url !== undefined) return `open ${redactUrl(url)}`
  if (fill !== undefined) return `fill in ${fill}`
  if (click !== undefined) return `click ${click}`
  if (press !== undefined) return `press ${press}`
  if (expectText !== undefined) return `expect the text "${expectText}"`
  if (expectVisible !== undefined) return `expect to see ${expectVisible}`
  return expectUrl === undefined ? 'take a picture' : `expect ${expectUrl} in the address`
}

/** All that is filled in, and what addresses hold. */
const secretsIn = ({ base, steps }: BrowserOptions): string[] => [
  ...(base === undefined ? [] : secretsOfUrl(base)),
  ...steps.flatMap(({ goto: url, value }) => [
    ...(url === undefined || !URL.canParse(url, base) ? [] : secretsOfUrl(new URL(url, base).href)),
    ...(value === undefined ? [] : [value]),
  ]),
]

function conclude(
  options: BrowserOptions,
  tools: ProbeTools,
  report: Report | undefined,
  proxy: GuardedProxy,
  latencyMs: number,
  told?: string,
): Probed {
  if (!report || report.blind !== undefined)
    return { outcome: 'blind', latencyMs, says: report?.blind ?? 'the browser ended without a word; this machine may lack memory for it' }
  const secrets = secretsIn(options)
  const redact = createRedactor(secrets)
  const clean = (text: string) => redact(text).replaceAll('\0', '�').toWellFormed()
  const trouble = proxy.isFull ? { says: FULL, blind: false } : troubleOf(report, options, proxy)
  const steps = options.steps.map((step, index): Step => {
    const done = report.steps[index]
    const says = done ? (done.holds || !trouble ? done.says : trouble.says) : 'not reached'
    return { name: clean(nameOf(step)), holds: done?.holds ?? false, says: clean(says), ...(done && { latencyMs: done.ms }) }
  })
  const failedAt = steps.findIndex(({ holds }) => !holds)
  const failed = steps[failedAt]
  const says =
    told ??
    (failed
      ? `${failed.says} (step ${failedAt + 1} of ${steps.length}, ${failed.name})`
      : `${steps.length === 1 ? '1 step' : `${steps.length} steps`} passed`)
  const assertion: Assertion = { expects: failed?.name ?? 'every step', got: failed?.says ?? 'all passed', holds: !failed }
  const evidence: Evidence = {
    assertions: [assertion],
    steps,
    ...(report.url !== undefined && { status: clean(`${report.status === undefined ? '' : `${report.status} `}${redactUrl(report.url)}`) }),
    ...(report.text !== undefined && { body: redactCutEnd(clean(report.text), secrets) }),
    ...(report.errors && { errors: report.errors.map(clean) }),
    ...(report.failed && { failedRequests: report.failed.map((text) => clean(explained(text, proxy))) }),
    ...(report.picture !== undefined && { screenshot: report.picture }),
  }
  return {
    outcome: trouble?.blind ? 'blind' : failed ? 'fail' : 'pass',
    latencyMs,
    says: clean(says),
    ...(report.status !== undefined && { code: report.status }),
    ...((failed || tools.wantsEvidence) && { evidence }),
  }
}

/** `GET https://shop.example/a?token=…: 404`, the address without its secrets, and why it could not be reached in the words of our proxy. */
function explained(text: string, { troubles }: GuardedProxy): string {
  const [all, method = '', address = '', why = ''] = /^(\S+) (https?:\S+): (.*)$/s.exec(text) ?? []
  if (all === undefined || !URL.canParse(address)) return text
  return `${method} ${redactUrl(address)}: ${troubles.get(placeOf(new URL(address)))?.says ?? why}`
}

/** Why a page could not be opened, or what it led to, as our proxy saw it: the browser knows only that a proxy refused. */
function troubleOf(
  report: Report,
  { steps, base }: BrowserOptions,
  { troubles }: GuardedProxy,
): { readonly says: string; readonly blind: boolean } | undefined {
  const url = steps[report.steps.length - 1]?.goto
  if (report.steps.at(-1)?.holds !== false || url === undefined) return undefined
  const addresses = [new URL(url, base).href, report.url ?? ''].filter((text) => /^https?:/.test(text))
  return addresses.map((text) => troubles.get(placeOf(new URL(text)))).find(Boolean)
}

const placeOf = (url: URL): string => `${hostOf(url)}:${url.port || (url.protocol === 'https:' ? 443 : 80)}`
