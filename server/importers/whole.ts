import { readFileSync, statSync } from 'node:fs'
import { invalid, sentenceOf } from '../kernel/errors'
import type { ImportedFile } from './model'

/** More than any configuration that is written as text. */
const MOST_BYTES = 64 * 1_048_576

/** @throws Refusal `invalid` when it cannot be read, or is larger than any configuration */
export function readWhole({ path, absolute }: ImportedFile): string {
  try {
    const { size } = statSync(absolute)
    if (size > MOST_BYTES) throw invalid(`${path} has ${size} bytes; a configuration has at most ${MOST_BYTES}.`)
    return readFileSync(absolute, 'utf8')
  } catch (cause) {
    throw invalid(`${path} cannot be read: ${sentenceOf(cause)}.`)
  }
}
