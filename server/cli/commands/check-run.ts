import { z } from 'zod'
import type { Phases, Status, Step } from '../../checks/model'
import { checkTypeOf, parseOptions } from '../../checks/types/registry'
import { readDocument } from '../../declare/document'
import { type CheckShape, checkShape } from '../../declare/shapes'
import { readInventory } from '../../declare/store'
import { createProber, type Execution } from '../../engine/prober'
import { createTools } from '../../engine/tools'
import { Refusal } from '../../kernel/errors'
import { silentLog } from '../../runtime/log'
import { nearest } from '../../settings/rules/effective'
import { type CommandTools, defineCommand, EXIT, type ExitCode } from '../command'

export const checkRun = defineCommand({
  kind: 'check run',
  usage: 'NAME [--file FILE]',
  about: 'Executes a check once, from here and now, and shows all that it saw. Nothing is stored, and nobody is alerted.',
  options: { file: { type: 'string', about: 'Takes the check from this file instead of from a Plimsoll that runs.' } },
  args: z.strictObject({
    operands: z.tuple([z.string()], 'must name one check: plimsoll check run admin-area'),
    file: z.string().optional(),
  }),
  async run(tools, { operands: [name], file }) {
    const { shape, lastBeatAt, statusOf } = file === undefined ? await stored(tools, name) : await declared(tools, name, file)
    const prober = createProber({
      clock: tools.clock,
      log: silentLog,
      tools: createTools({ clock: tools.clock, userAgent: 'Plimsoll/0.1 (check run)', ...(statusOf && { statusOf }) }),
    })
    const { intervalMs, timeoutMs, slowAfterMs } = shape
    const execution = await prober.probe(
      {
        check: { no: 0, name, intervalMs, timeoutMs, slowAfterMs },
        type: checkTypeOf(shape.type),
        options: parseOptions(shape.type, shape.options),
        lastBeatAt,
      },
      { wantsEvidence: true },
    )
    const { checkNo: _none, ...facts } = execution
    tools.say(linesOf(shape, execution), { name, type: shape.type, target: shape.target, ...facts })
    return CODES[execution.outcome]
  },
})

const CODES = { pass: EXIT.done, slow: EXIT.done, fail: EXIT.no, blind: EXIT.unavailable } as const satisfies Record<
  Execution['outcome'],
  ExitCode
>

type Found = {
  readonly shape: CheckShape
  readonly lastBeatAt?: Date | undefined
  readonly statusOf?: (name: string) => Status | undefined
}

async function stored({ connect }: CommandTools, name: string): Promise<Found> {
  const { sql, key } = await connect()
  const { checks } = await readInventory(sql, key)
  const found = checks.find(({ shape }) => shape.name === name)
  if (!found)
    throw unknown(
      name,
      checks.map(({ shape }) => shape.name),
    )
  const [beat] = await sql<{ at: Date }[]>`select at from heartbeats where check_id = ${found.id}`
  const statuses = await sql<{ name: string; status: Status }[]>`
    select c.name, s.status from checks c join status_spans s on s.subject_id = c.id and s.to_at is null where c.removed_at is null`
  const statusOf = new Map(statuses.map(({ name: of, status }) => [of, status]))
  return { shape: found.shape, lastBeatAt: beat?.at, statusOf: (of) => statusOf.get(of) }
}

async function declared(tools: CommandTools, name: string, file: string): Promise<Found> {
  const { checks } = readDocument(await tools.read(file), tools.variables)
  const found = checks.find((check) => check.name === name)
  if (!found)
    throw unknown(
      name,
      checks.map((check) => check.name),
    )
  return { shape: checkShape(found) }
}

const unknown = (name: string, known: readonly string[]) =>
  new Refusal(
    'not-found',
    known.length === 0
      ? `There is no check "${name}", nor any other.`
      : `There is no check "${name}"; did you mean "${nearest(name, known)}"?`,
  )

function linesOf(shape: CheckShape, { outcome, says, latencyMs, phases, evidence }: Execution): readonly string[] {
  return [
    `${WORDS[outcome]}  ${shape.title}  ${says}  (${ms(latencyMs)})`,
    `  ${shape.type} ${shape.target}`,
    ...(phases ? [`  ${phasesOf(phases)}`] : []),
    ...(evidence?.steps ?? []).map(stepOf),
    ...(evidence?.assertions ?? []).map(({ holds, expects, got }) => `  ${mark(holds)} ${expects}${holds ? '' : `, got ${got}`}`),
    ...(outcome === 'fail' && evidence?.status ? [`  The answer: ${evidence.status}`] : []),
    ...(outcome === 'fail' && evidence?.curl ? [`  To repeat it: ${evidence.curl}`] : []),
  ]
}

const WORDS = { pass: 'PASS', slow: 'SLOW', fail: 'FAIL', blind: 'BLIND' } as const
const mark = (holds: boolean): string => (holds ? '✓' : '✗')
const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`

const stepOf = ({ name, holds, says, latencyMs }: Step): string =>
  `  ${mark(holds)} ${name}: ${says}${latencyMs === undefined ? '' : ` (${ms(latencyMs)})`}`

const phasesOf = ({ dnsMs, connectMs, tlsMs, firstByteMs, transferMs }: Phases): string =>
  `name ${ms(dnsMs)}, connection ${ms(connectMs)}, TLS ${ms(tlsMs)}, first byte ${ms(firstByteMs)}, transfer ${ms(transferMs)}`
