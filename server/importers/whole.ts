import { closeSync, openSync, readSync } from 'node:fs'
import { parseDocument } from 'yaml'
import { invalid, isRefusal, sentenceOf } from '../kernel/errors'
import type { ImportedFile } from './model'

const MEBIBYTE = 1_048_576
/** More than any configuration that is written as text. */
const MOST_BYTES = 64 * MEBIBYTE
/** What is read of YAML takes a hundred times the memory of its text. */
const YAML_BYTES = 4 * MEBIBYTE
const PIECE_BYTES = MEBIBYTE
/** A YAML bomb needs many aliases; a person a handful. */
const MAX_ALIASES = 100

/**
 * Reads a file of text, in pieces, so that also what has no size and no end is given up at the bound.
 *
 * @throws Refusal `invalid` when it cannot be read, is no UTF-8, or is larger than any configuration
 */
export function readWhole({ path, absolute }: ImportedFile, mostBytes: number = MOST_BYTES): string {
  let bytes: Buffer
  try {
    bytes = bytesOf(absolute, mostBytes + 1)
  } catch (cause) {
    throw invalid(`${path} cannot be read: ${sentenceOf(cause)}.`)
  }
  if (bytes.length > mostBytes)
    throw invalid(`${path} is larger than ${mostBytes / MEBIBYTE} MiB, which is more than any configuration; nothing of it was read.`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw invalid(
      `${path} is not UTF-8${bytes[0] === 0xff || bytes[0] === 0xfe ? ' but UTF-16' : ''}; save it as UTF-8 and import it again.`,
    )
  }
}

/**
 * Reads a file of YAML.
 *
 * @throws Refusal `invalid` when it is none, or one that unfolds without end
 */
export function readYaml(file: ImportedFile): unknown {
  const text = readWhole(file, YAML_BYTES)
  if (text.includes('\0')) throw invalid(`${file.path} is not YAML: it holds zero characters. Save it as UTF-8 and import it again.`)
  try {
    const document = parseDocument(text, { uniqueKeys: true })
    const [error] = document.errors
    if (error) throw invalid(`${file.path} is not YAML: ${yamlTrouble(error.message)}.`)
    return document.toJS({ maxAliasCount: MAX_ALIASES })
  } catch (cause) {
    if (isRefusal(cause)) throw cause
    throw invalid(`${file.path} unfolds without end: ${sentenceOf(cause)}; at most ${MAX_ALIASES} aliases are read.`)
  }
}

/** In one line, also where the parser went deeper than it can. */
const yamlTrouble = (message: string): string =>
  (message.split('\n')[0] ?? '').replace(/:$/, '').replace(/^Maximum call stack size exceeded/, 'it is nested too deeply')

function bytesOf(absolute: string, mostBytes: number): Buffer {
  const pieces: Buffer[] = []
  let length = 0
  const file = openSync(absolute, 'r')
  try {
    while (length < mostBytes) {
      const piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, mostBytes - length))
      const read = readSync(file, piece, 0, piece.length, null)
      if (read === 0) break
      pieces.push(piece.subarray(0, read))
      length += read
    }
  } finally {
    closeSync(file)
  }
  return Buffer.concat(pieces)
}
