import Link from 'next/link'
import { Age } from '@/components/live/age'
import { MARK_WORDS } from '@/components/marks/status'
import { StatusGlyph } from '@/components/marks/status-glyph'
import { buttonClass } from '@/components/ui/button'
import { formatWhole } from '@/server/kernel/money'
import { reachedFrom } from '@/server/views/rules/service-map'
import { checksWords, type Graph, type Money, type Shown } from './things'

const NAMED = 12

/** What is chosen on the map, what feels it when it fails, and by what it may fail. */
export function MapDetail({
  graph,
  one,
  money,
  onSelect,
}: {
  graph: Graph
  one: Shown
  money: Money | null
  onSelect: (id: string) => void
}) {
  const feels = [...reachedFrom(one.id, graph.neededBy)].flatMap((id) => graph.shown.get(id) ?? [])
  const needs = [...reachedFrom(one.id, graph.needs)].flatMap((id) => graph.shown.get(id) ?? [])
  const atStake = (money?.streams ?? []).reduce((sum, { perHourMinor, shares }) => sum + perHourMinor * (shares[one.id] ?? 0), 0)
  return (
    <div className="grid gap-4 px-4 py-4 text-13">
      <header className="grid grid-cols-[28px_minmax(0,1fr)] items-start gap-x-2">
        {one.kind === 'service' ? <StatusGlyph mark={one.service.status} size={24} label={MARK_WORDS[one.service.status]} /> : <span />}
        <h2 className="font-semibold text-16">{one.title}</h2>
        <p className="col-start-2 text-ink-2">
          {one.kind === 'service' ? (
            <>
              {MARK_WORDS[one.service.status]} for <Age since={one.service.sinceMs} />. {checksWords(one.service)}. Tier {one.service.tier}
              {one.service.owner ? `, owned by ${one.service.owner}.` : ', owned by nobody.'}
            </>
          ) : (
            `${formatWhole({ amountMinor: one.perHourMinor, currency: one.base })} in this hour as usual.`
          )}
        </p>
        {money && one.kind === 'service' && atStake > 0 && (
          <p className="col-start-2 text-ink-2">
            An hour without it costs <b className="font-medium text-ink">{formatWhole({ amountMinor: atStake, currency: money.base })}</b>.
          </p>
        )}
      </header>
      <Linked title="Feel it when it fails" of={feels} none="Nothing needs it." onSelect={onSelect} />
      <Linked title="It needs" of={needs} none="Nothing." onSelect={onSelect} />
      {one.kind === 'service' && (
        <p className="flex flex-wrap gap-2">
          <Link href={`/services/${one.service.name}`} prefetch={false} className={buttonClass({ size: 'small' })}>
            Open the service
          </Link>
          {one.service.incidentId && (
            <Link href={`/incidents/${one.service.incidentId}`} prefetch={false} className={buttonClass({ size: 'small' })}>
              Its open incident
            </Link>
          )}
        </p>
      )}
    </div>
  )
}

function Linked({ title, of, none, onSelect }: { title: string; of: readonly Shown[]; none: string; onSelect: (id: string) => void }) {
  return (
    <section>
      <h3 className="border-line border-b pb-1 text-12 text-ink-2">
        {title} {of.length > 0 && <span className="text-ink-3">{of.length}</span>}
      </h3>
      {of.length === 0 && <p className="pt-1.5 text-ink-3">{none}</p>}
      <ul>
        {of.slice(0, NAMED).map((other) => (
          <li key={other.id}>
            <button
              type="button"
              onClick={() => onSelect(other.id)}
              className="flex min-h-7 w-full items-center gap-2 text-left hover:underline max-md:min-h-11"
            >
              {other.kind === 'service' && <StatusGlyph mark={other.service.status} size={13} label={MARK_WORDS[other.service.status]} />}
              <span className="truncate">{other.title}</span>
            </button>
          </li>
        ))}
        {of.length > NAMED && <li className="text-12 text-ink-3">and {of.length - NAMED} more</li>}
      </ul>
    </section>
  )
}
