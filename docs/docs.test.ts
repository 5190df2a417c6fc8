import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'

const root = normalize(join(import.meta.dirname, '..'))
const TOPS = ['app', 'bench', 'clients', 'components', 'db', 'docs', 'e2e', 'examples', 'public', 'scripts', 'server']

const markdownUnder = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `${folder}/${file}`)

const pages = ['README.md', ...markdownUnder('docs'), ...markdownUnder('server'), ...markdownUnder('examples'), ...markdownUnder('clients')]

/** Prose: what stands between fences is somebody's shell or somebody's file. */
const proseOf = (page: string): string => readFileSync(join(root, page), 'utf8').replace(/^```.*?^```/gms, '')

/** Where the relative links of a page lead, seen from the root; with the heading that they name. */
const linksOf = (page: string, prose: string): readonly { readonly to: string; readonly heading: string }[] =>
  [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [path = '', heading = ''] = target.split('#')
      return { to: path === '' ? page : normalize(join(dirname(page), path)), heading }
    })

/** What stands in backticks and looks like a path: from the root, or, in the page of a folder, from there. A `<name>` or a star names many. */
const pathsOf = (page: string, prose: string): readonly string[] =>
  [...prose.matchAll(/`([\w.[\]()/-]+)`/g)]
    .map(([, path = '']) => path)
    .filter((path) => !path.startsWith('/') && !path.startsWith('.'))
    .filter((path) => TOPS.includes(path.split('/')[0] ?? '') || (isOfFolder(page) && /^[\w-]+\/.*\.\w+$|^[\w-]+\.tsx?$|\/$/.test(path)))
    .filter((path) => path.includes('/') || /\.tsx?$/.test(path))

const isOfFolder = (page: string): boolean => /^(server|examples)\//.test(page)

const exists = (page: string, path: string): boolean =>
  existsSync(join(root, path)) || (isOfFolder(page) && [dirname(page), 'server'].some((from) => existsSync(join(root, from, path))))

/** A heading as the address of a page names it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .trim()
    .replace(/\s/g, '-')

const anchorsIn = (page: string): readonly string[] =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading))

test('every relative link of the manual leads somewhere', () => {
  const broken = pages.flatMap((page) =>
    linksOf(page, proseOf(page))
      .filter(
        ({ to, heading }) => !existsSync(join(root, to)) || (heading !== '' && to.endsWith('.md') && !anchorsIn(to).includes(heading)),
      )
      .map(({ to, heading }) => `${page} -> ${to}${heading && `#${heading}`}`),
  )
  expect(broken).toEqual([])
})

test('every path that the manual names is there', () => {
  const broken = pages.flatMap((page) =>
    pathsOf(page, proseOf(page))
      .filter((path) => !exists(page, path))
      .map((path) => `${page}: ${path}`),
  )
  expect(broken).toEqual([])
})

test('links and paths are found where they stand', () => {
  expect(linksOf('docs/api.md', 'See [x](../README.md#in-production), [y](#here), [z](https://example.com).')).toEqual([
    { to: 'README.md', heading: 'in-production' },
    { to: 'docs/api.md', heading: 'here' },
  ])
  expect(pathsOf('README.md', 'In `server/impact/rules/`, not `server/x/<kind>.ts`, `/health`, `npm start` or `a/b.ts`.')).toEqual([
    'server/impact/rules/',
  ])
  expect(pathsOf('server/health/README.md', 'In `components/` and `routes.ts`.')).toEqual(['components/', 'routes.ts'])
  expect(anchorOf('When an outage began, and ended')).toBe('when-an-outage-began-and-ended')
})

test('every folder of the server that is a capability says what it is for', () => {
  const NO_WORDS_OF_THEIR_OWN = ['kernel', 'postgres', 'runtime', 'supervisor']
  const silent = readdirSync(join(root, 'server'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !NO_WORDS_OF_THEIR_OWN.includes(entry.name))
    .map(({ name }) => name)
    .filter((name) => !existsSync(join(root, 'server', name, 'README.md')))
  expect(silent).toEqual([])
})

test('the table of roles is the one that decides', async () => {
  const { RIGHT_SENTENCES, RIGHTS, ROLE_RIGHTS, ROLES } = await import('@/server/access/model')
  const rows = [...readFileSync(join(root, 'docs/security.md'), 'utf8').matchAll(/^\| `([a-z-]+)` \| (.+?) \|(.+)\|$/gm)].map(
    ([, right = '', sentence = '', cells = '']) => [right, sentence, cells.split('|').map((cell) => cell.trim() !== '')] as const,
  )
  expect(rows).toEqual(RIGHTS.map((right) => [right, RIGHT_SENTENCES[right], ROLES.map((role) => ROLE_RIGHTS[role].has(right))]))
})
