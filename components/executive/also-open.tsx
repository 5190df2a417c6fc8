import Link from 'next/link'
import { anHour } from '@/components/impact/gauge'
import { several } from '@/components/impact/words'
import { StatusGlyph } from '@/components/marks/status-glyph'
import type { Also, Headline } from '@/server/impact/rules/headline'

/** Named at the foot; what else is open is counted. */
const SHOWN = 4

/** What else is open, in plain words: what it costs, and whether somebody is on it. */
export function AlsoOpen({ told: { also, currency, openIncidents } }: { told: Headline }) {
  if (also.length === 0) return null
  const more = openIncidents - 1 - Math.min(also.length, SHOWN)
  return (
    <section aria-label="Also open" className="mt-6 flex flex-wrap gap-x-9 gap-y-2 border-line border-t pt-3 text-13 max-md:flex-col">
      {also.slice(0, SHOWN).map((incident) => (
        <Link key={incident.id} href={`/incidents/${incident.id}`} className="flex items-center gap-2 hover:underline max-md:min-h-11">
          <StatusGlyph mark={incident.slow ? 'degraded' : 'down'} />
          <span>
            {incident.title}
            <span className="text-ink-2">{detailOf(incident, currency)}</span>
          </span>
        </Link>
      ))}
      {more > 0 && <span className="text-ink-3">and {several(more, 'more incident')}</span>}
    </section>
  )
}

const detailOf = ({ perHourMinor, owner }: Also, currency: string): string =>
  `${perHourMinor > 0 ? `, ${anHour(perHourMinor, currency)}` : ''}, ${owner ? `${owner} is on it` : 'nobody on it yet'}`
