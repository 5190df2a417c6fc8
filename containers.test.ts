import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { commands } from '@/server/cli/commands/registry'
import { describeVariables } from '@/server/settings/environment'

type Service = { readonly image?: string; readonly environment?: Record<string, string>; readonly command?: readonly string[] }

const dockerfile = readFileSync('Dockerfile', 'utf8')
const compose: { readonly services: Record<string, Service> } = parse(readFileSync('compose.yaml', 'utf8'), { merge: true })
const ours = Object.entries(compose.services).filter(([name]) => name !== 'postgres')
const known = new Set(describeVariables().map(({ name }) => name))
/** What building makes, and the repository does not hold. */
const BUILT = ['node_modules', 'dist', '.next']

describe('the containers', () => {
  test('copy only what is there', () => {
    const sources = [...dockerfile.matchAll(/^COPY (?:--from=\S+ )?(.+) \S+$/gm)].flatMap(([, list = '']) => list.split(' '))
    const relative = sources.map((path) => path.replace(/^\/plimsoll\//, ''))
    expect(relative.length).toBeGreaterThan(5)
    expect(relative.filter((path) => !BUILT.includes(path) && !existsSync(path))).toEqual([])
  })

  test('stand on images of a named version, and run as somebody who is not root', () => {
    const images = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image = '']) => image)
    for (const image of [...images, compose.services.postgres?.image ?? '']) expect(image).toMatch(/:\d+\.\d+/)
    expect(dockerfile).toMatch(/^USER node$/m)
  })

  test('run the Node that the packages name', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
    expect(dockerfile.match(/^FROM node:([\d.]+)/m)?.[1]).toBe(dependencies.node)
  })

  test('set no variable that Plimsoll would refuse or not read', () => {
    const strangers = ours.flatMap(([, { environment = {} }]) => Object.keys(environment).filter((name) => !known.has(name)))
    expect(strangers).toEqual([])
  })

  test('start bundles that are built, and commands that there are', () => {
    const built = [...readFileSync('scripts/build.mjs', 'utf8').matchAll(/entryPoints: \{([^}]+)\}/g)]
      .flatMap(([, list = '']) => [...list.matchAll(/(\w+): '/g)])
      .map(([, name]) => `dist/${name}.js`)
    const started = ours.map(([, { command }]) => command ?? ['dist/web.js'])
    for (const words of started) expect(built).toContain(words.find((word) => word.startsWith('dist/')))
    const kinds = started.filter((words) => words.includes('dist/plimsoll.js')).map((words) => words.at(-1))
    for (const kind of kinds) expect(commands.all.map((command) => command.kind)).toContain(kind)
    expect(kinds).toEqual(['migrate'])
  })
})
