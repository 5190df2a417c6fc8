import type { Outcome, Phases } from '../../checks/model'
import { codeOfPhase, phaseOfCode } from '../../checks/rules/phase-code'
import type { CheckRow, ResultRow } from '../rows'
import { checkRow, checkRowWithRecent, checks } from './checks'
import { type Cause, defineTopic } from './topic'

/** One check, for its page. */
export const check = defineTopic<CheckRow>({
  kind: 'check',
  keyed: true,
  right: 'read',
  all(world, key) {
    const state = world.checks.get(key)
    return state ? [checkRowWithRecent(world, state)] : []
  },
  touched(world, cause, key) {
    const touched = checks.touched(world, cause, '')
    return touched === 'all' ? 'all' : touched.includes(key) ? [key] : []
  },
  item(world, id) {
    const state = world.checks.get(id)
    return state && checkRow(world, state)
  },
})

/** The results of one check from now on; those before are history, which the page brings along. */
export const checkResults = defineTopic<ResultRow>({
  kind: 'check-results',
  keyed: true,
  right: 'read',
  all: () => [],
  touched: (world, cause, key) => resultsIn([cause], world.checks.get(key)?.check.no).map(({ id }) => id),
  item: (world, id, key, causes) => resultsIn(causes, world.checks.get(key)?.check.no).find((row) => row.id === id),
})

function resultsIn(causes: readonly Cause[], no: number | undefined): ResultRow[] {
  return causes.flatMap((cause) => {
    if (cause.kind === 'result' && cause.result.checkNo === no) return [resultRow({ ...cause.result, atMs: cause.result.at.getTime() })]
    if (cause.kind === 'pulses') return (cause.pulses ?? []).filter((pulse) => pulse.no === no).map(resultRow)
    return []
  })
}

type Seen = {
  readonly atMs: number
  readonly outcome: Outcome
  readonly latencyMs: number
  readonly code: number
  readonly phases?: Phases | undefined
}

const resultRow = ({ atMs, outcome, latencyMs, code, phases }: Seen): ResultRow => ({
  id: String(atMs),
  atMs,
  outcome,
  ms: latencyMs,
  code,
  phases: phases
    ? [rounded(phases.dnsMs), rounded(phases.connectMs), rounded(phases.tlsMs), rounded(phases.firstByteMs), rounded(phases.transferMs)]
    : null,
})

/** As it is stored, so that a result reads the same live and from history. */
const rounded = (ms: number): number => phaseOfCode(codeOfPhase(ms))
