import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

/** The story, in order. A capability may know the ones before it, never the ones after. */
const STORY = [
  'kernel',
  'runtime',
  'settings',
  'access',
  'catalogue',
  'checks',
  'telemetry',
  'impact',
  'oncall',
  'alerts',
  'incidents',
  'status',
  'prediction',
  'remediation',
  'validation',
  'performance',
  'retention',
  'reports',
]
/** Runs anywhere, and in the browser too. */
const PURE = /^server\/kernel\/|^server\/\w+\/(model\.ts|rules\/)|^server\/live\/rows\.ts$/
const PURE_PACKAGES = ['zod', 'temporal-polyfill']
const PLUGIN =
  /\/(types|channels|sources|topics|components|commands|validators)\/(?!registry|type\.ts|topic\.ts|channel\.ts|source\.ts|words\.ts|token\.ts|command\.ts)[\w-]+\.ts$/
const VIEW = /^components\/(executive|operations|engineering)\//
const SAMPLE = /^examples\//

const files = ['app', 'components', 'server', 'db', 'e2e', 'bench', 'examples']
  .flatMap((top) => readdirSync(top, { recursive: true, encoding: 'utf8' }).map((file) => `${top}/${file}`))
  .filter((file) => /\.tsx?$/.test(file) && !/\.(test|spec)\.tsx?$|testing\.ts$|\/testing\//.test(file))
const sources = files.map((file) => ({ file, text: readFileSync(file, 'utf8') }))
const known = new Set(files)
const imports = sources.flatMap(({ file, text }) =>
  [...text.matchAll(/^(import|export) (type )?[^'"]*?from '(.+?)'/gms)].map(([, , type, to = '']) => ({
    file,
    isType: type !== undefined,
    to: resolve(file, to),
  })),
)
type Import = (typeof imports)[number]

const FORBIDDEN: readonly { readonly why: string; readonly when: (one: Import) => boolean }[] = [
  {
    why: 'pure code knows only pure code',
    when: ({ file, to, isType }) => PURE.test(file) && !isType && !PURE.test(to) && !PURE_PACKAGES.includes(to),
  },
  {
    why: 'the browser sees models and rules, nothing else of the server',
    when: ({ file, to, isType }) => file.startsWith('components/') && /^(server|db)\//.test(to) && !PURE.test(to) && !isType,
  },
  { why: 'the server knows no screen', when: ({ file, to }) => /^(server|db)\//.test(file) && /^(app|components)\//.test(to) },
  {
    why: 'only queries and the database speak Drizzle',
    when: ({ file, to }) => to.startsWith('drizzle-orm') && !/quer(y|ies)|^db\//.test(file),
  },
  { why: 'verbs do not call verbs', when: ({ file, to }) => /\/verbs\//.test(file) && /\/verbs\//.test(to) },
  {
    why: 'a plug-in is handed its tools',
    when: ({ file, to, isType }) => PLUGIN.test(file) && !isType && /^db\/|\/queries|\/verbs\//.test(to) && !file.startsWith('server/cli/'),
  },
  { why: 'the story goes one way', when: ({ file, to, isType }) => !isType && chapter(file) >= 0 && chapter(to) > chapter(file) },
  {
    why: 'a capability knows nothing of the assembly',
    when: ({ file, to, isType }) =>
      !isType && chapter(file) >= 0 && /^server\/\w+\//.test(to) && chapter(to) < 0 && !/^server\/(retention|access)\//.test(file),
  },
  {
    why: 'a primitive knows no business',
    when: ({ file, to }) =>
      /^components\/(ui|charts)\//.test(file) && /^(components\/(?!ui|charts|live\/use-now)|server\/(?!kernel))/.test(to),
  },
  {
    why: 'a view is made of parts, not of other views',
    when: ({ file, to }) => VIEW.test(file) && VIEW.test(to) && file.split('/')[1] !== to.split('/')[1],
  },
  {
    why: 'the product does not know its sample',
    when: ({ file, to }) => !SAMPLE.test(file) && SAMPLE.test(to) && !/^(e2e|bench)\//.test(file),
  },
]
const WORDS: readonly { readonly word: RegExp; readonly only: RegExp; readonly instead: string }[] = [
  {
    word: /\bnew Date\(\)|\bDate\.now\(/,
    only: /runtime\/clock|live\/use-now|^examples\/|^bench\/|^e2e\//,
    instead: 'take `now` as an argument, or read ctx.clock',
  },
  {
    word: /(?<![.\w])setTimeout\(|(?<![.\w])setInterval\(/,
    only: /runtime\/clock|live\/use-now|^examples\/|^bench\//,
    instead: 'use the clock that was handed in',
  },
  { word: /\bMath\.random\(|randomUUID\(/, only: /runtime\/ids|^examples\/|^bench\//, instead: 'use ctx.ids' },
  {
    word: /process\.env\b/,
    only: /settings\/environment|^examples\/|^bench\/|^e2e\//,
    instead: 'declare it in server/settings/environment.ts',
  },
  { word: /: any\b|as any\b|@ts-ignore|@ts-expect-error/, only: /^$/, instead: 'say what it is, or `unknown`' },
  { word: /waitForTimeout|test\.only|test\.skip|describe\.only|it\.skip/, only: /^$/, instead: 'wait for what the user waits for' },
]

describe('the house', () => {
  test('is not empty: the rules below have something to look at', () => {
    expect(files.length).toBeGreaterThan(100)
    expect(imports.filter(({ to }) => known.has(to)).length).toBeGreaterThan(300)
  })
  test.each(FORBIDDEN)('$why', ({ when }) => expect(imports.filter(when).map(({ file, to }) => `${file} -> ${to}`)).toEqual([]))
  test.each(WORDS)('$instead', ({ word, only }) =>
    expect(sources.filter(({ file, text }) => word.test(text) && !only.test(file)).map(({ file }) => file)).toEqual([]),
  )
  test('no module imports itself through others', () => expect(cycles()).toEqual([]))
})

/** The place of a file in the story; -1 for what assembles it. */
function chapter(path: string): number {
  return STORY.indexOf(path.match(/^server\/(\w+)\//)?.[1] ?? '')
}

function resolve(from: string, to: string): string {
  const path = to.startsWith('@/') ? to.slice(2) : to.startsWith('.') ? new URL(to, `file:///${from}`).pathname.slice(1) : to
  return [path, `${path}.ts`, `${path}.tsx`].find((file) => known.has(file)) ?? path
}

/** Circles of imports that exist at run time. */
function cycles(): readonly string[] {
  const next = Map.groupBy(
    imports.filter(({ isType, to }) => !isType && known.has(to)),
    ({ file }) => file,
  )
  const done = new Set<string>()
  const found: string[] = []
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file)
    if (at >= 0) found.push([...path.slice(at), file].join(' -> '))
    if (at >= 0 || done.has(file)) return
    for (const { to } of next.get(file) ?? []) visit(to, [...path, file])
    done.add(file)
  }
  for (const { file } of sources) visit(file, [])
  return found
}
