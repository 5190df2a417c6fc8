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

/**
 * The same, small: instants as steps in tenths of a second, equal neighbours counted (`200*58,50`), since most are an interval apart;
 * latencies in two characters each, to three digits.
 */
export type PackedRecent = { readonly fromMs: number; readonly steps: string; readonly ms: string; readonly outcomes: string }

export const NO_RECENT: RecentColumns = { atMs: [], ms: [], outcomes: '' }
const TENTH_MS = 100

export const letterOf = (outcome: Outcome): string => outcome[0] ?? ''
export const outcomeOf = (letter: string): Outcome => OUTCOMES[LETTERS.indexOf(letter)] ?? 'blind'

/** The ring that the engine keeps, in the order of time. A screen of thousands of checks asks for all of them at once. */
export function packRing({ next, size, atMs, latencyMs, outcome }: Recent): PackedRecent {
  const first = (next - size + RECENT) % RECENT
  const fromMs = atMs[first] ?? 0
  const letters = new Array<number>(size)
  const digits = new Array<number>(2 * size)
  const steps = new Array<number>(Math.max(size - 1, 0))
  let was = 0
  for (let place = 0; place < size; place++) {
    const inRing = (first + place) % RECENT
    const code = codeOfLatency(latencyMs[inRing] ?? 0)
    digits[2 * place] = DIGIT_CODES[code >> DIGIT_BITS] ?? 0
    digits[2 * place + 1] = DIGIT_CODES[code & DIGIT_MASK] ?? 0
    letters[place] = LETTER_CODES[outcome[inRing] ?? 0] ?? 0
    if (place === 0) continue
    const tenths = Math.round(((atMs[inRing] ?? 0) - fromMs) / TENTH_MS)
    steps[place - 1] = tenths - was
    was = tenths
  }
  return { fromMs, steps: counted(steps), ms: String.fromCharCode(...digits), outcomes: String.fromCharCode(...letters) }
}

/** `200*58,50` */
function counted(steps: readonly number[]): string {
  let says = ''
  for (let from = 0; from < steps.length; ) {
    let to = from + 1
    while (steps[to] === steps[from] && to < steps.length) to++
    says += `${from > 0 ? ',' : ''}${steps[from]}${to - from > 1 ? `*${to - from}` : ''}`
    from = to
  }
  return says
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
  return { atMs, ms: unpackLatencies(ms), outcomes }
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const DIGIT_CODES = [...DIGITS].map((digit) => digit.charCodeAt(0))
const LETTER_CODES = [...LETTERS].map((letter) => letter.charCodeAt(0))
const DIGIT_BITS = 6
const DIGIT_MASK = 0x3f
const CODES = 1 << (2 * DIGIT_BITS)
/** Codes for each doubling of a latency: their rounding is at most 0.18 %, and the last code stands for 146 s. */
const PER_DOUBLING = 200
/** What is this short is told apart by its difference, not by its ratio. */
const FINEST_MS = 0.1
const LATENCIES = Array.from({ length: CODES }, (_, code) => threeDigits((2 ** (code / PER_DOUBLING) - 1) * FINEST_MS))
const PLACES = new Map([...DIGITS].map((digit, place) => [digit, place]))

/** A latency as a number of twelve bits, on a logarithmic scale. */
const codeOfLatency = (ms: number): number => Math.min(Math.round(Math.log2(1 + Math.max(ms, 0) / FINEST_MS) * PER_DOUBLING), CODES - 1)

function unpackLatencies(packed: string): number[] {
  const latencies: number[] = []
  for (let place = 0; place < packed.length; place += 2) {
    const [high = 0, low = 0] = [PLACES.get(packed[place] ?? ''), PLACES.get(packed[place + 1] ?? '')]
    latencies.push(LATENCIES[(high << DIGIT_BITS) | low] ?? 0)
  }
  return latencies
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

function threeDigits(ms: number): number {
  return ms >= 100 ? Math.round(ms) : Number(ms.toPrecision(3))
}

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
