import { stringify } from 'yaml'
import type { Imported } from './model'

/** A file of ours that declares what was imported, with what was left out on top: whoever opens it later sees it too. */
export function writtenAs({ document, left }: Imported, from: string): string {
  const lists = Object.entries(document).filter(([, value]) => (Array.isArray(value) ? value.length > 0 : value !== undefined))
  const head = [
    `Imported from ${from}. Look it through, then: npx plimsoll apply FILE --dry-run`,
    'Secrets stand in it as they stood there: keep it as they were kept, or write ${VARIABLE} in their place.',
    'A check here is down after openAfter failures in a row and up again after closeAfter successes (3 unless said).',
    ...(left.length === 0
      ? ['Everything was carried over.']
      : ['', `Not carried over, or not wholly (${left.length}):`, ...left.map((line) => `- ${line}`)]),
  ]
  const comment = head.map((line) => `# ${line.replaceAll(/[\r\n]+/g, ' ')}`.trimEnd()).join('\n')
  return `${comment}\n\n${stringify(Object.fromEntries(lists), { lineWidth: 0 })}`
}
