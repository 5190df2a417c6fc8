import { describe, expect, test } from 'vitest'
import { sentenceOf } from '../kernel/errors'
import { backupWriter, type Manifest, type Piece, readBackup } from './format'
import { openSecret, sealSecret } from './key'

const MANIFEST: Manifest = {
  version: '1.0.0',
  madeAt: '2026-11-23T05:00:00.000Z',
  history: 'all',
  migrations: [{ number: 1, name: '0001_core.sql', checksum: 'c' }],
}

async function written(rows: readonly string[] = ['1\tone\n', '2\ttwo\\nlines\n3\tthree\n']): Promise<Buffer> {
  const pieces: Buffer[] = []
  const out = backupWriter(async (bytes) => void pieces.push(bytes))
  await out.begin(MANIFEST)
  await out.section({ name: 'services', table: 'services', columns: ['id', 'name'] }, pieced(rows.map((row) => Buffer.from(row))))
  await out.section({ name: 'checks', table: 'checks', columns: ['id'] }, pieced([]))
  await out.end()
  return Buffer.concat(pieces)
}

async function* pieced(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces
}

/** In pieces of seven bytes, which fit nothing. */
async function read(bytes: Buffer): Promise<readonly Piece[]> {
  const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, i) => bytes.subarray(i * 7, i * 7 + 7))
  const found: Piece[] = []
  for await (const piece of readBackup('monday.backup', pieced(pieces))) found.push(piece)
  return found
}

const refusal = (bytes: Buffer): Promise<string> => read(bytes).then(() => 'it was read', sentenceOf)

describe('a backup', () => {
  test('is read as it was written, with the rows and the checksum of each section', async () => {
    const pieces = await read(await written())
    expect(pieces[0]).toEqual({ kind: 'manifest', manifest: MANIFEST })
    expect(pieces.flatMap((piece) => (piece.kind === 'rows' ? [piece.bytes.toString()] : []))).toEqual([
      '1\tone\n2\ttwo\\nlines\n3\tthree\n',
    ])
    expect(pieces.flatMap((piece) => (piece.kind === 'close' ? [[piece.section.name, piece.section.rows]] : []))).toEqual([
      ['services', 3],
      ['checks', 0],
    ])
  })

  test('in which any one byte is another is refused with a sentence', async () => {
    const whole = await written()
    const passed: number[] = []
    for (let at = 0; at < whole.length; at++) {
      const altered = Buffer.from(whole)
      altered[at] = (altered[at] ?? 0) ^ (1 << (at % 8))
      const sentence = await refusal(altered)
      if (!/^monday\.backup (is|was|goes|holds) .*\.$/.test(sentence)) passed.push(at)
    }
    expect(passed).toEqual([])
  })

  test('that is cut off anywhere is refused, and says where', async () => {
    const whole = await written()
    const passed: number[] = []
    for (let length = 0; length < whole.length; length++)
      if (!/at byte \d+/.test(await refusal(whole.subarray(0, length)))) passed.push(length)
    expect(passed).toEqual([])
    expect(await refusal(whole.subarray(0, whole.length - 1))).toContain('is cut off or was altered (in the end, at byte ')
  })

  test('that goes on behind its end is refused', async () => {
    expect(await refusal(Buffer.concat([await written(), Buffer.from('x')]))).toContain('goes on behind its end')
  })

  test('of a newer format names the way out', async () => {
    const newer = Buffer.from((await written()).toString('latin1').replace('BACKUP 1', 'BACKUP 2'), 'latin1')
    expect(await refusal(newer)).toBe(
      'monday.backup is a backup of format 2, and this version of Plimsoll reads up to 1: restore it with the newer version.',
    )
  })

  test('whose pieces were put into another order is refused', async () => {
    const other = await written(['9\tnine\n'])
    const whole = await written()
    const half = whole.length >> 1
    expect(await refusal(Buffer.concat([whole.subarray(0, half), other.subarray(half)]))).toMatch(/altered|cut off/)
  })

  test('of more than a chunk comes in pieces', async () => {
    const line = `${'x'.repeat(9_999)}\n`
    const pieces = await read(await written(Array.from({ length: 60 }, () => line)))
    const rows = pieces.flatMap((piece) => (piece.kind === 'rows' ? [piece.bytes.length] : []))
    expect(rows.length).toBeGreaterThan(2)
    expect(rows.reduce((sum, bytes) => sum + bytes)).toBe(600_000)
  })
})

test('the secret comes out of a backup by its passphrase alone', () => {
  const key = sealSecret('the secret of an installation', 'correct horse battery')
  expect(openSecret(key, 'correct horse battery')).toBe('the secret of an installation')
  expect(() => openSecret(key, 'correct horse batterx')).toThrow('The passphrase does not open the secret in this backup')
  expect(JSON.stringify(key)).not.toContain('installation')
})
