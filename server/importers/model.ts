import type { z } from 'zod'
import type { Document } from '../declare/document'

/** What was read of another tool's configuration (ECO-3). */
export type Imported = {
  /** As a file of ours declares it. */
  readonly document: Draft
  /** What is not carried over, or means something else here: a sentence each, with the name that it has there. */
  readonly left: readonly string[]
}

type Lists = Pick<z.input<typeof Document>, 'services' | 'checks' | 'channels' | 'policies' | 'definitions' | 'paging'>
export type Draft = { readonly [list in keyof Lists]?: Lists[list] }
export type DraftCheck = NonNullable<Lists['checks']>[number]
export type DraftChannel = NonNullable<Lists['channels']>[number]

/** A configuration of another tool that can be carried over: one file that describes itself, one line in the registry. */
export type Importer = {
  /** As the command line names it. */
  readonly kind: string
  /** What its files are: `BACKUP.json`. */
  readonly files: string
  readonly about: string
  /**
   * @param files at least one
   * @throws Refusal `invalid` for what is none of its files, or is cut off
   */
  read(files: readonly ImportedFile[]): Imported
}
/** A file as its user named it, and where that is. */
export type ImportedFile = { readonly path: string; readonly absolute: string }
