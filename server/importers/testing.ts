import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { readDocument } from '../declare/document'
import type { Imported, ImportedFile, Importer } from './model'
import { writtenAs } from './written'

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-importers-'))

/** A file of another tool. */
export function aFile(path: string, content: string | Buffer): ImportedFile {
  const absolute = join(folder, basename(path))
  writeFileSync(absolute, content)
  return { path, absolute }
}

/** What an importer makes of files, once it stood in a file of ours and was read from there. */
export function carriedBy(importer: Importer, ...files: readonly ImportedFile[]) {
  const imported: Imported = importer.read(files)
  const document = readDocument(writtenAs(imported, files.map(({ path }) => path).join(' and ')), {})
  return { ...imported, document, check: (name: string) => document.checks.find((one) => one.name === name) }
}
