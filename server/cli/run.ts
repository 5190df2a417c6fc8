import { parseArgs } from 'node:util'
import type { z } from 'zod'
import { type Issue, invalid, isRefusal, type RefusalCode, sentenceOf } from '../kernel/errors'
import type { Registry } from '../kernel/registry'
import { nearest } from '../settings/rules/effective'
import { type Command, type CommandTools, EXIT, type ExitCode, type Option } from './command'

/** What every command takes. `--demo` is looked at before, where the data folder is chosen. */
const COMMON: Readonly<Record<string, Option>> = {
  json: { type: 'boolean', about: 'Answers with one JSON document.' },
  demo: { type: 'boolean', about: 'Is about the data of npm run demo.' },
  help: { type: 'boolean', about: 'Shows this.' },
}

export type Shell = { out(text: string): void; err(text: string): void }
export type RunParts = {
  readonly commands: Registry<Command>
  readonly tools: Omit<CommandTools, 'say'>
  readonly shell: Shell
}

/** Does what the words after `plimsoll` say; the exit code. Never throws. */
export async function run(argv: readonly string[], { commands, tools, shell }: RunParts): Promise<ExitCode> {
  const json = argv.includes('--json')
  try {
    const found = find(commands, argv)
    if (!found) return help(commands, argv, shell)
    const { command, rest } = found
    const { values, positionals } = parse(command, rest)
    if (values.help) {
      shell.out(helpOf(command))
      return EXIT.done
    }
    const { json: _json, demo: _demo, help: _help, ...options } = values
    const args = command.args.safeParse({ ...options, operands: positionals })
    if (!args.success)
      throw invalid(
        `${args.error.issues.map(says).join('; ')}.`,
        args.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
      )
    const say = (lines: readonly string[], facts: object) =>
      shell.out(json ? `${JSON.stringify(facts, null, 2)}\n` : lines.map((line) => `${line}\n`).join(''))
    return await command.run({ ...tools, say }, args.data)
  } catch (cause) {
    return tell(cause, json, shell)
  }
}

/** The command whose words come first; of several the one with the most words. */
function find(commands: Registry<Command>, argv: readonly string[]) {
  const words = argv.filter((word) => !word.startsWith('-'))
  const command = commands.all
    .filter(({ kind }) => kind.split(' ').every((word, i) => words[i] === word))
    .toSorted((a, b) => b.kind.length - a.kind.length)[0]
  if (!command) return undefined
  const left = new Set(command.kind.split(' ').map((word) => argv.indexOf(word)))
  return { command, rest: argv.filter((_word, i) => !left.has(i)) }
}

function parse(command: Command, args: readonly string[]) {
  try {
    const options = Object.fromEntries(Object.entries({ ...command.options, ...COMMON }).map(([name, { type }]) => [name, { type }]))
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (cause) {
    // Node adds advice for programs that take anything; here only the options of the help are taken.
    throw invalid(`${sentenceOf(cause).split('. ')[0]}. plimsoll ${command.kind} --help shows what it takes.`)
  }
}

const says = ({ path, message }: z.core.$ZodIssue): string => (path[0] === 'operands' ? message : `--${path.join('.')} ${message}`)

function help(commands: Registry<Command>, argv: readonly string[], shell: Shell): ExitCode {
  const words = argv.filter((word) => !word.startsWith('-') && word !== 'help')
  const shown = commands.all.filter(({ hidden }) => !hidden)
  if (words.length > 0) {
    const kinds = shown.map(({ kind }) => kind)
    shell.err(
      `There is no command "${words.join(' ')}"; did you mean "${nearest(words.slice(0, 2).join(' '), kinds)}"? plimsoll --help lists all.\n`,
    )
    return EXIT.refused
  }
  const rows = shown.map(({ kind, usage, about }) => `  plimsoll ${kind}${usage && ` ${usage}`}\n      ${about}\n`)
  shell.out(
    `The command line of Plimsoll.\n\n${rows.join('\n')}\n${optionsOf(COMMON)}\nIt exits with 0 for done, 1 for no, 2 for refused, 3 when something cannot be reached.\n`,
  )
  return argv.length === 0 ? EXIT.refused : EXIT.done
}

const helpOf = ({ kind, usage, about, options }: Command): string =>
  `plimsoll ${kind}${usage && ` ${usage}`}\n\n${about}\n\n${optionsOf({ ...options, ...COMMON })}`

function optionsOf(options: Readonly<Record<string, Option>>): string {
  const names = Object.entries(options).map(([name, { type, about }]) => [`--${name}${type === 'string' ? ' …' : ''}`, about] as const)
  const width = Math.max(...names.map(([name]) => name.length))
  return names.map(([name, about]) => `  ${name.padEnd(width)}  ${about}\n`).join('')
}

const CODES: Partial<Record<RefusalCode, ExitCode>> = { unavailable: EXIT.unavailable }

function tell(cause: unknown, json: boolean, shell: Shell): ExitCode {
  const issues = isRefusal(cause) ? ((cause.detail.issues ?? []) as readonly Issue[]) : []
  const code = isRefusal(cause) ? (CODES[cause.code] ?? EXIT.refused) : EXIT.broken
  if (json)
    shell.out(
      `${JSON.stringify({ error: { code: isRefusal(cause) ? cause.code : 'broken', message: sentenceOf(cause), issues } }, null, 2)}\n`,
    )
  else if (issues.length > 1)
    shell.err(
      `${issues.length} things are wrong:\n${issues.map(({ path, message }) => `  ${path ? `${path} ` : ''}${message}\n`).join('')}`,
    )
  else shell.err(`${sentenceOf(cause)}\n${isRefusal(cause) ? '' : `${cause instanceof Error ? cause.stack : ''}\n`}`)
  return code
}
