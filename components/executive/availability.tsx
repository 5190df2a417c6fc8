import { seenMs } from '@/components/checks/availability-cell'
import { percentOf, several } from '@/components/impact/words'
import { Section } from '@/components/ui/section'
import { DAY, formatDuration } from '@/server/kernel/duration'
import type { LowestAvailability, Section as Part, ServiceAvailability } from '@/server/views/model'

/** When all is well and nothing was below this, one line says it. */
const WELL = 0.999
/** Of less time than this a share of it says nothing: its length is told instead. */
const ENOUGH_MS = DAY

/** How much of the last thirty days each service was there. */
export function AvailabilitySection({ services, calm }: { services: Part<LowestAvailability>; calm: boolean }) {
  if (services.kind === 'missing')
    return <Section title="Availability" state={{ kind: 'failed', says: services.says, still: 'What is at risk is current.' }} />
  const { known, lowest } = services.value
  if (known === 0)
    return (
      <Section title="Availability" state={{ kind: 'empty', says: 'No service has been seen long enough to say how available it was.' }} />
    )
  const [worst] = lowest
  const folded = calm && (worst?.ratio ?? 0) >= WELL
  const rest = known - lowest.length
  return (
    <Section title="Availability" note="30 days" state={{ kind: 'ready' }}>
      {folded && worst ? (
        <details>
          <summary className="text-13 text-ink-2 max-md:min-h-11">
            {known === 1 ? worst.title : `All ${known} services`}{' '}
            <span className="font-medium text-ink">{worst.ratio === 1 ? 'never down' : `at least ${percentOf(worst.ratio ?? 1)} %`}</span>
          </summary>
          <Rows services={lowest} />
        </details>
      ) : (
        <Rows services={lowest} />
      )}
      {rest > 0 && !folded && <p className="pt-1 text-12 text-ink-3">{several(rest, 'more service')} at least as available</p>}
    </Section>
  )
}

function Rows({ services }: { services: readonly ServiceAvailability[] }) {
  return (
    <ul className="text-13">
      {services.map(({ id, title, ratio, low, high, downMs, blindMs }) => (
        <li key={id} className="flex min-h-8 items-baseline justify-between gap-3 py-1">
          <span className="min-w-0">
            <span className="block truncate">{title}</span>
            {(downMs > 0 || isBlind({ low, high })) && (
              <span className="block text-12 text-ink-3">
                {[downMs > 0 && `${formatDuration(downMs)} down`, isBlind({ low, high }) && `${formatDuration(blindMs)} unseen`]
                  .filter(Boolean)
                  .join(', ')}
              </span>
            )}
          </span>
          <span className="whitespace-nowrap text-right">
            {isShort({ ratio, downMs }) ? (
              <span className="text-ink-3">of {formatDuration(seenMs(ratio, downMs))}</span>
            ) : (
              <>
                <span className="font-medium">{percentOf(ratio ?? 0)}</span>
                <span className="text-ink-3"> %</span>
              </>
            )}
            {isBlind({ low, high }) && !isShort({ ratio, downMs }) && (
              <span className="block text-12 text-ink-3">
                {percentOf(low ?? 0)} to {percentOf(high ?? 0)}
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}

const isShort = ({ ratio, downMs }: Pick<ServiceAvailability, 'ratio' | 'downMs'>): boolean => seenMs(ratio, downMs) < ENOUGH_MS

/** What was not seen could change the figure as it is shown. */
const isBlind = ({ low, high }: Pick<ServiceAvailability, 'low' | 'high'>): boolean =>
  low !== null && high !== null && percentOf(low) !== percentOf(high)
