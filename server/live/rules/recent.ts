import type { Outcome } from '../../checks/model'
import { OUTCOMES } from '../../checks/model'
import type { Recent } from '../../pipeline/model'
import { RECENT } from '../../pipeline/model'

/** One letter for each outcome, in the order in which outcomes are stored. */
const LETTERS = OUTCOMES.map((outcome) => outcome[0]).join('')

/** The last results of one check as columns, oldest first. */
export type RecentColumns = {
  readonly atMs: readonly number[]
  readonly ms: readonly number[] /** One letter a result: pass, slow, fail, blind. */
  readonly outcomes: string
}

/** The same, small: instants as steps in tenths of a second, equal neighbours counted (`200*58,50`), since most are an interval apart. */
export type PackedRecent = { readonly fromMs: number; readonly steps: string; readonly ms: readonly number[]; readonly outcomes: string }

export const NO_RECENT: RecentColumns = { atMs: [], ms: [], outcomes: '' }
const TENTH_MS = 100

export const letterOf = (outcome: Outcome): string => outcome[0] ?? ''
export const outcomeOf = (letter: string): Outcome => OUTCOMES[LETTERS.indexOf(letter)] ?? 'blind'

/** The ring that the engine keeps, in the order of time. */
export function columnsOf({ next, size, atMs, latencyMs, outcome }: Recent): RecentColumns {
  const places = Array.from({ length: size }, (_, place) => (next - size + place + RECENT) % RECENT)
  return {
    atMs: places.map((place) => atMs[place] ?? 0),
    ms: places.map((place) => threeDigits(latencyMs[place] ?? 0)),
    outcomes: places.map((place) => LETTERS[outcome[place] ?? 0]).join(''),
  }
}

export function packRecent({ atMs, ms, outcomes }: RecentColumns): PackedRecent {
  const [fromMs = 0] = atMs
  const steps: string[] = []
  let was = 0
  let run = { step: -1, times: 0 }
  const close = () => run.times > 0 && steps.push(run.times === 1 ? `${run.step}` : `${run.step}*${run.times}`)
  for (const at of atMs.slice(1)) {
    const tenths = Math.round((at - fromMs) / TENTH_MS)
    const step = tenths - was
    was = tenths
    if (step === run.step) run.times += 1
    else {
      close()
      run = { step, times: 1 }
    }
  }
  close()
  return { fromMs, steps: steps.join(','), ms, outcomes }
}

export function unpackRecent({ fromMs, steps, ms, outcomes }: PackedRecent): RecentColumns {
  if (outcomes === '') return NO_RECENT
  let tenths = 0
  const atMs = [fromMs]
  for (const run of steps === '' ? [] : steps.split(',')) {
    const [step = 0, times = 1] = run.split('*').map(Number)
    for (let count = 0; count < times; count++) {
      tenths += step
      atMs.push(fromMs + tenths * TENTH_MS)
    }
  }
  return { atMs, ms, outcomes }
}

/** One more result at the end; one that is not newer than the newest is contained already. */
export function appendRecent(
  columns: RecentColumns,
  { atMs, ms, outcome }: { readonly atMs: number; readonly ms: number; readonly outcome: Outcome },
): RecentColumns {
  // Packed instants are rounded to tenths of a second, so the newest may come again as "newer" by less than one.
  if (atMs <= (columns.atMs.at(-1) ?? 0) + TENTH_MS / 2) return columns
  return {
    atMs: [...columns.atMs, atMs].slice(-RECENT),
    ms: [...columns.ms, threeDigits(ms)].slice(-RECENT),
    outcomes: (columns.outcomes + letterOf(outcome)).slice(-RECENT),
  }
}

const threeDigits = (ms: number): number => (ms >= 100 ? Math.round(ms) : Number(ms.toPrecision(3)))

/**
 * The nearest-rank quantile.
 *
 * @param share 0..1, 0.95 for p95
 * @returns undefined when there is no value
 */
export function quantile(values: readonly number[], share: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(Math.ceil(share * sorted.length) - 1, 0)]
}
