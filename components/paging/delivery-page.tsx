'use client'
import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { HeartbeatBars } from '@/components/charts/heartbeat-bars'
import { Sparkline } from '@/components/charts/sparkline'
import { Time } from '@/components/live/time'
import { Section } from '@/components/ui/section'
import type { DeliverySummary, DeliveryTargets } from '@/server/alerts/rules/delivery'
import type { Delivery, DeliveryChannel, DeliveryView } from '@/server/views/delivery'
import { noCanaryOf } from './canary-words'
import { PagingColumn } from './paging-column'
import { Proof } from './proof'
import { StateBadge } from './state-badge'

/** How soon pages arrive, against what is promised, and whether each channel is proven. */
export function DeliveryPage({ view: { targets, delivery } }: { view: DeliveryView }) {
  const router = useRouter()
  return (
    <PagingColumn
      on="delivery"
      lead={`From the moment when a failure is confirmed to when the server of the channel has the page. Promised: half within ${saysMs(targets.medianMs)}, ${saysShare(targets.share)} within ${saysMs(targets.withinMs)}. Canaries count like pages.`}
    >
      {delivery.kind === 'missing' ? (
        <Section
          title="Measured"
          state={{ kind: 'failed', says: delivery.says, still: 'Messages are sent all the same.', onRetry: () => router.refresh() }}
        />
      ) : (
        <Measured delivery={delivery.value} />
      )}
    </PagingColumn>
  )
}

function Measured({ delivery: { targets, day, month, hours, channels } }: { delivery: Delivery }) {
  const isEmpty = month.pages + month.canaries === 0
  return (
    <>
      <Section
        title="In all"
        note="pages and canaries of all channels"
        state={
          isEmpty
            ? { kind: 'empty', says: 'Nothing was measured yet. The first page or canary that leaves will stand here.' }
            : { kind: 'ready' }
        }
      >
        <div className="grid gap-x-10 md:grid-cols-2">
          <Stretch title="Last 24 hours" summary={day} targets={targets}>
            {isLine(hours) && (
              <Sparkline
                values={hours.map((ms) => ms ?? undefined)}
                threshold={targets.withinMs}
                width={220}
                height={28}
                label={`${saysShare(targets.share)} hour by hour, against ${saysMs(targets.withinMs)}`}
              />
            )}
          </Stretch>
          <Stretch title="Last 30 days" summary={month} targets={targets}>
            <Budget left={month.budgetLeft} />
          </Stretch>
        </div>
      </Section>
      <Section
        title="By channel"
        note="the last 24 hours"
        state={
          channels.length === 0
            ? {
                kind: 'empty',
                says: 'No channel is declared, so nobody is told of anything. Add one in Settings, On call, or declare it in plimsoll.yaml.',
              }
            : { kind: 'ready' }
        }
      >
        <ul>
          {channels.map((channel) => (
            <Channel key={channel.name} channel={channel} targets={targets} />
          ))}
        </ul>
      </Section>
    </>
  )
}

function Stretch({
  title,
  summary,
  targets,
  children,
}: {
  title: string
  summary: DeliverySummary
  targets: DeliveryTargets
  children: ReactNode
}) {
  const { pages, canaries, lost, medianMs, shareMs, inTime } = summary
  return (
    <section aria-label={title} className="grid content-start gap-2 py-2">
      <h3 className="text-12 text-ink-2">
        {title} · {counted(pages, 'page')}, {counted(canaries, 'canary')}
        {lost > 0 && <span className="text-status-down">, {lost} never arrived</span>}
      </h3>
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        <Figure name="half within" value={saysMs(medianMs)} missed={medianMs !== null && medianMs > targets.medianMs} />
        <Figure
          name={`${saysShare(targets.share)} within`}
          value={saysMs(shareMs)}
          missed={shareMs !== null && shareMs > targets.withinMs}
        />
        <Figure name="in time" value={inTime === null ? NONE : saysShare(inTime)} missed={inTime !== null && inTime < targets.share} />
      </dl>
      {children}
    </section>
  )
}

function Figure({ name, value, missed }: { name: string; value: string; missed: boolean }) {
  return (
    <div>
      <dt className="text-12 text-ink-3">{name}</dt>
      <dd className={missed ? 'text-20 text-status-down' : 'text-20'}>
        {missed && <span aria-hidden>▲ </span>}
        {value}
        {missed && <span className="sr-only"> (missed)</span>}
      </dd>
    </div>
  )
}

/** What is left of the misses that the promise allows. */
function Budget({ left }: { left: number | null }) {
  if (left === null) return null
  const share = Math.max(0, Math.min(1, left))
  return (
    <div className="grid max-w-[260px] gap-1">
      <div aria-hidden className="h-1.5 overflow-hidden rounded-full bg-line">
        <div className={left > 0 ? 'h-full bg-fill-up' : 'h-full'} style={{ width: `${share * 100}%` }} />
      </div>
      <p className={left > 0 ? 'text-12 text-ink-2' : 'text-12 text-status-down'}>
        {left > 0 ? `${saysShare(left)} of the error budget is left` : `■ The error budget is spent, ${(1 - left).toFixed(1)} times over`}
      </p>
    </div>
  )
}

function Channel({
  channel: { name, label, day, hours, canaries, sight },
  targets,
}: {
  channel: DeliveryChannel
  targets: DeliveryTargets
}) {
  const lost = canaries.filter(({ inTime }) => !inTime)
  const last = lost.at(-1)
  return (
    <li
      aria-label={name}
      className="grid items-start gap-x-6 gap-y-2 border-line border-b py-3 text-13 last:border-b-0 md:grid-cols-[minmax(0,1fr)_170px_310px_100px]"
    >
      <div className="min-w-0 break-words">
        <p className="font-medium">
          {name} <span className="font-normal text-12 text-ink-3">{label}</span>
        </p>
        <div className="text-12 text-ink-2">{sight && <Proof sight={sight} />}</div>
      </div>
      <div>
        <p>
          {day.medianMs === null ? (
            <span className="text-ink-3">nothing measured</span>
          ) : (
            <>
              half {saysMs(day.medianMs)} · {saysShare(targets.share)} {saysMs(day.shareMs)}
            </>
          )}
        </p>
        <p className="text-12 text-ink-3">
          {counted(day.pages, 'page')}, {counted(day.canaries, 'canary')}
        </p>
        {isLine(hours) && (
          <Sparkline
            values={hours.map((ms) => ms ?? undefined)}
            threshold={targets.withinMs}
            width={160}
            label={`${saysShare(targets.share)} of ${name}, hour by hour`}
          />
        )}
      </div>
      <div className="min-w-0">
        {canaries.length === 0 ? (
          <p className="text-12 text-ink-3">{noCanaryOf(sight)}</p>
        ) : (
          <>
            <HeartbeatBars
              beats={canaries.map(({ inTime, arrivedAt }) => ({ tone: inTime ? 'up' : arrivedAt ? 'degraded' : 'down' }))}
              label={`${counted(canaries.length, 'canary')}, ${lost.length} of them not in time`}
            />
            {last && (
              <p className="pt-1 text-12 text-ink-2">
                last lost <Time at={last.at} />: {last.says}
              </p>
            )}
          </>
        )}
      </div>
      <StateBadge {...stateOf(sight)} />
    </li>
  )
}

function stateOf(sight: DeliveryChannel['sight']) {
  if (sight?.down) return { tone: 'down', glyph: '■', word: 'down' } as const
  if (sight && !('off' in sight.canary) && sight.canary.provenAt) return { tone: 'up', glyph: '●', word: 'proven' } as const
  return { tone: 'neutral', glyph: '○', word: 'not proven' } as const
}

/** One hour is a dot and no line. */
const isLine = (hours: readonly (number | null)[]): boolean => hours.filter((ms) => ms !== null).length > 1
const NONE = '–'
const counted = (count: number, noun: 'page' | 'canary'): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? noun : noun === 'page' ? 'pages' : 'canaries'}`
const saysMs = (ms: number | null): string =>
  ms === null ? NONE : ms < 10 ? `${ms.toFixed(1)} ms` : ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`
/** Never rounded up to all of them. */
const saysShare = (share: number): string => `${Math.floor(share * 1_000) / 10} %`
