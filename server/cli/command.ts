import type { z } from 'zod'
import type { Sql } from '@/db/client'
import type { AuditNote } from '../access/model'
import type { SealKey } from '../access/seal'
import type { Clock } from '../runtime/clock'
import type { Ids } from '../runtime/ids'
import type { Environment, Variables } from '../settings/environment'

/** What the shell is told; see README.md. */
export const EXIT = { done: 0, no: 1, refused: 2, unavailable: 3, broken: 70 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** The database of a Plimsoll, and what opens the secrets in it. */
export type Connection = { readonly sql: Sql; readonly key: SealKey; readonly secret: string }

/** Everything that a command may use. */
export type CommandTools = {
  readonly clock: Clock
  readonly ids: Ids
  readonly variables: Variables
  /** @throws Refusal `invalid` with every variable that cannot be used */
  environment(): Environment
  /** Where Plimsoll itself lies. */
  readonly root: string
  /** The whole of a file, its path taken from where the user stands; `-` is standard input. */
  read(file: string): Promise<string>
  /** Where a file is, its path taken from where the user stands. */
  locate(file: string): string
  /** @throws Refusal `unavailable` with the way out when Plimsoll does not run */
  connect(): Promise<Connection>
  /** One connection on which a statement may take an hour. @throws as `connect` */
  connectLong(): Promise<Connection & { readonly databaseUrl: string }>
  /**
   * The same to the database of a Plimsoll that is stopped; an embedded Postgres is started for as long as the command runs.
   *
   * @throws an error that names the process when Plimsoll runs on the data folder
   */
  connectAlone(): Promise<Connection & { readonly databaseUrl: string }>
  /** Gives somebody a new password; made here, and answered, when none is given. */
  resetPassword(email: string, password: string | undefined): Promise<{ readonly name: string; readonly password?: string }>
  /** Leaves a row in the audit log, as Plimsoll itself. */
  audit(note: AuditNote): Promise<void>
  /** Answers: the lines for people, or with `--json` the facts. */
  say(lines: readonly string[], facts: object): void
}

export type Option = { readonly type: 'string' | 'boolean'; readonly about: string }

/** Something that can be done from a shell: one file that describes itself, one line in the registry. */
export type Command<Args = unknown> = {
  /** Its words: `check run`. */
  readonly kind: string
  /** After the words: `NAME [--file FILE]`. */
  readonly usage: string
  /** One sentence. */
  readonly about: string
  /** Not listed in the help: for those who work on Plimsoll. */
  readonly hidden?: true
  readonly options: Readonly<Record<string, Option>>
  /** Of the options by name, and of `operands`, what stands beside them. */
  readonly args: z.ZodType<Args>
  run(tools: CommandTools, args: Args): Promise<ExitCode>
}

/** Keeps the arguments' type while it is written down, and forgets it for the registry. */
export const defineCommand = <Args>(command: Command<Args>): Command => command as Command
