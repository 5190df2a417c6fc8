import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { invalid, Refusal } from '../kernel/errors'
import { defineRegistry } from '../kernel/registry'
import { type Command, type CommandTools, defineCommand, EXIT } from './command'
import { commands } from './commands/registry'
import { run } from './run'

const greet = defineCommand({
  kind: 'greet person',
  usage: 'NAME [--loud] [--with WORD]',
  about: 'Greets.',
  options: { loud: { type: 'boolean', about: 'Louder.' }, with: { type: 'string', about: 'A word.' } },
  args: z.strictObject({
    operands: z.tuple([z.string()], 'must name one person'),
    loud: z.boolean().default(false),
    with: z.string().default('Hello'),
  }),
  async run({ say }, { operands: [name], loud, with: word }) {
    if (name === 'nobody') throw new Refusal('unavailable', 'Nobody is there.')
    if (name === 'broken') throw new TypeError('undefined is not a function')
    if (name === 'wrong')
      throw invalid('It is wrong.', [
        { path: 'a', message: 'is bad' },
        { path: 'b', message: 'is worse' },
      ])
    say([`${word}, ${name}${loud ? '!' : '.'}`], { name, loud })
    return EXIT.done
  },
})
const other = defineCommand({ ...(greet as object), kind: 'greet', about: 'Something else.', run: async () => EXIT.no } as never)

async function shell(...argv: string[]) {
  const said = { out: '', err: '' }
  const code = await run(argv, {
    commands: defineRegistry<Command>('command', [other, greet]),
    tools: {} as Omit<CommandTools, 'say'>,
    shell: {
      out: (text) => {
        said.out += text
      },
      err: (text) => {
        said.err += text
      },
    },
  })
  return { code, ...said }
}

test('a command of two words is found before one of one, and options may stand anywhere', async () => {
  expect(await shell('greet', 'person', 'Ada')).toEqual({ code: 0, out: 'Hello, Ada.\n', err: '' })
  expect((await shell('greet', '--loud', 'person', 'Ada', '--with', 'Hi')).out).toBe('Hi, Ada!\n')
  expect((await shell('greet', 'Ada')).code).toBe(EXIT.no)
})
test('--json answers with one document, also when refused', async () => {
  expect(JSON.parse((await shell('greet', 'person', 'Ada', '--json')).out)).toEqual({ name: 'Ada', loud: false })
  const refused = await shell('greet', 'person', 'wrong', '--json')
  expect(JSON.parse(refused.out)).toMatchObject({ error: { code: 'invalid', issues: [{ path: 'a' }, { path: 'b' }] } })
  expect(refused.err).toBe('')
})
test.each([
  [['greet', 'person'], EXIT.refused, 'must name one person.\n'],
  [['greet', 'person', 'Ada', 'Eve'], EXIT.refused, 'must name one person.\n'],
  [['greet', 'person', 'Ada', '--quiet'], EXIT.refused, "Unknown option '--quiet'. plimsoll greet person --help shows what it takes.\n"],
  [['greet', 'person', 'wrong'], EXIT.refused, '2 things are wrong:\n  a is bad\n  b is worse\n'],
  [['greet', 'person', 'nobody'], EXIT.unavailable, 'Nobody is there.\n'],
  [['grete', 'Ada'], EXIT.refused, 'There is no command "grete Ada"; did you mean "greet'],
] as const)('%o ends with %i and says why', async (argv, code, sentence) => {
  const said = await shell(...argv)
  expect(said).toMatchObject({ code, out: '' })
  expect(said.err.startsWith(sentence), said.err).toBe(true)
})
test('a mistake of ours is told apart from a refusal', async () => {
  const { code, err } = await shell('greet', 'person', 'broken')
  expect(code).toBe(EXIT.broken)
  expect(err).toContain('undefined is not a function')
})
test('help lists all commands, and each says what it takes', async () => {
  const all = await shell('--help')
  expect(all).toMatchObject({ code: EXIT.done, err: '' })
  expect(all.out).toContain('plimsoll greet person NAME [--loud] [--with WORD]\n      Greets.')
  expect((await shell()).code).toBe(EXIT.refused)
  const one = await shell('greet', 'person', '--help')
  expect(one.out).toMatch(/--loud +Louder\.\n +--with … +A word\.\n +--json/)
})

describe.each(commands.all)('the command $kind', ({ kind, about, options }) => {
  test('says what it does, and what each option does', () => {
    for (const sentence of [about, ...Object.values(options).map((option) => option.about)]) expect(sentence).toMatch(/^[A-Z].*\.$/)
    expect(kind).toMatch(/^[a-z]+(-[a-z]+)?( [a-z]+)?$/)
  })
})
