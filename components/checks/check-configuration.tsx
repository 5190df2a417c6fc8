import { Section } from '@/components/ui/section'
import { Facts } from '@/components/ui/table'
import { formatDuration } from '@/server/kernel/duration'
import type { CheckRow } from '@/server/live/rows'
import type { CheckView } from '@/server/views/check'

/** How it is declared, and by what. */
export function CheckConfiguration({ row, view }: { row: CheckRow; view: CheckView }) {
  const { severity, consequence } = view.config
  const facts = [
    { name: 'slow above', value: row.slowAfterMs === null ? 'not declared' : formatDuration(row.slowAfterMs) },
    { name: 'timeout', value: formatDuration(row.timeoutMs) },
    { name: 'confirm after', value: formatDuration(row.confirmEveryMs) },
    { name: 'opens, closes after', value: `${row.openAfter}, ${row.closeAfter} in a row` },
    { name: 'takes its service down', value: row.critical ? 'yes' : 'no, degrades it' },
    { name: 'severity', value: severity ?? `by tier ${row.tier}` },
    ...(row.owner ? [{ name: 'owner', value: row.owner }] : []),
    ...(row.tags.length > 0 ? [{ name: 'tags', value: row.tags.join(', ') }] : []),
  ]
  return (
    <div className="border-line px-5 pb-3 max-lg:border-t lg:border-l">
      <Section
        title="Configuration"
        note={row.source === 'file' ? 'from the file, read-only' : `version ${row.version}`}
        look="instrument"
        state={{ kind: 'ready' }}
      >
        <Facts facts={facts} />
        {consequence && <p className="pt-2 text-13 text-ink-2">{consequence}</p>}
      </Section>
    </div>
  )
}
