'use client'
import clsx from 'clsx'
import Link from 'next/link'
import { usePathname, useRouter } from 'next/navigation'
import { Age } from '@/components/live/age'
import { MARK_TEXT } from '@/components/marks/status'
import { StatusGlyph } from '@/components/marks/status-glyph'
import { useActions } from '@/components/shell/actions'
import { Button, buttonClass } from '@/components/ui/button'
import { KeyCap } from '@/components/ui/key-cap'
import { tellDone, tellFailed } from '@/components/ui/toast'
import { formatDuration } from '@/server/kernel/duration'
import type { CheckRow } from '@/server/live/rows'
import type { CheckView } from '@/server/views/check'
import { RANGE_WORDS, type TimeRange } from '@/server/views/rules/time-range'
import { checkVerbs } from './check-verbs'
import { STATUS_TITLES } from './check-words'
import { PlannedLines } from './planned-lines'

/** What it is, how it stands, and what can be done with it. */
export function CheckHead({
  row,
  range,
  may,
  evidence,
  planned,
}: {
  row: CheckRow
  range: TimeRange
  may: CheckView['may']
  evidence: CheckView['evidence']
  planned: CheckView['planned']
}) {
  const router = useRouter()
  const curl = evidence.kind === 'ready' ? evidence.value[0]?.body.curl : undefined
  const incident = row.incidentId ? `/incidents/${row.incidentId}` : undefined
  useActions([
    ...(may.run
      ? [{ id: 'check run', label: 'Run now', group: 'Check', keys: 't', bar: 'run now', perform: () => void checkVerbs.runNow(row) }]
      : []),
    ...(may.pause
      ? [
          {
            id: 'check pause',
            label: row.paused ? 'Resume' : 'Pause',
            group: 'Check',
            keys: 'p',
            bar: row.paused ? 'resume' : 'pause',
            perform: () => void checkVerbs.togglePause(row),
          },
        ]
      : []),
    ...(incident
      ? [
          {
            id: 'check incident',
            label: 'Open its incident',
            group: 'Check',
            keys: 'i',
            bar: 'incident',
            perform: () => router.push(incident),
          },
        ]
      : []),
    ...(curl
      ? [{ id: 'check curl', label: 'Copy as curl', group: 'Check', keys: 'c', bar: 'copy as curl', perform: () => void copy(curl) }]
      : []),
    ...(may.edit
      ? [
          {
            id: 'check edit',
            label: 'Edit',
            group: 'Check',
            keys: 'e',
            bar: 'edit',
            perform: () => router.push(`/checks/${row.name}/edit`),
          },
        ]
      : []),
    {
      id: 'check list',
      label: 'Back to all checks',
      group: 'Check',
      keys: 'u',
      bar: 'all checks',
      perform: () => router.push('/engineering'),
    },
  ])
  return (
    <header className="flex flex-wrap items-start gap-x-4 gap-y-3 border-line border-b px-5 py-3">
      <StatusGlyph mark={row.status} size={28} className="mt-1 shrink-0 max-md:hidden" />
      <div className="min-w-0 grow">
        <div className="flex flex-wrap items-baseline gap-x-3 text-13">
          <nav aria-label="Where it is" className="text-ink-2">
            <Link href="/engineering" prefetch={false} className="hover:underline">
              Checks
            </Link>{' '}
            <span aria-hidden>/</span>{' '}
            <Link href={`/engineering?service=${row.serviceId}`} prefetch={false} className="hover:underline">
              {row.service}
            </Link>{' '}
            <span aria-hidden>/</span>
          </nav>
          <h1 className="font-medium font-mono text-16">{row.name}</h1>
          <p className={clsx('font-medium', MARK_TEXT[row.status])}>
            {STATUS_TITLES[row.status]} for <Age since={row.sinceMs} />
          </p>
        </div>
        <p className="mt-0.5 text-13 text-ink-2">
          <span className="break-all font-mono text-12">{row.target}</span> · {row.type} · every {formatDuration(row.everyMs)} · opens after{' '}
          {turns(row)}
        </p>
        <PlannedLines lines={planned} />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <RangeLinks range={range} />
        {may.run && (
          <Button variant="solid" keyHint="t" onClick={() => void checkVerbs.runNow(row)}>
            Run now
          </Button>
        )}
        {may.edit && (
          <Link href={`/checks/${row.name}/edit`} prefetch={false} className={buttonClass({})}>
            Edit <KeyCap keys="e" />
          </Link>
        )}
        {may.edit && (
          <Link href={`/checks/new?copy=${row.name}`} prefetch={false} className={buttonClass({})}>
            Clone
          </Link>
        )}
        {may.pause && (
          <Button keyHint="p" onClick={() => void checkVerbs.togglePause(row)}>
            {row.paused ? 'Resume' : 'Pause'}
          </Button>
        )}
        {incident && (
          <Link href={incident} prefetch={false} className={buttonClass({})}>
            Open incident <KeyCap keys="i" />
          </Link>
        )}
      </div>
    </header>
  )
}

const turns = ({ openAfter, closeAfter }: CheckRow): string => `${openAfter}, closes after ${closeAfter}`

function RangeLinks({ range }: { range: TimeRange }) {
  const path = usePathname()
  return (
    <nav aria-label="Time range" className="flex rounded-control border border-line-2">
      {(Object.keys(RANGE_WORDS) as TimeRange[]).map((each) => (
        <Link
          key={each}
          href={`${path}?range=${each}`}
          prefetch={false}
          scroll={false}
          aria-current={each === range ? 'true' : undefined}
          title={RANGE_WORDS[each]}
          className={clsx(
            'flex h-8 items-center px-2.5 text-12 max-md:h-11 max-md:min-w-11 max-md:justify-center',
            each === range ? 'bg-sel font-medium' : 'text-ink-2 hover:text-ink',
          )}
        >
          {each}
        </Link>
      ))}
    </nav>
  )
}

/** Puts a command on the clipboard, which browsers allow on https and on this machine only. */
export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    tellDone('The command is on the clipboard.')
  } catch {
    tellFailed('This browser does not let a page use the clipboard here.', {
      description: 'It does over https. The command stands under Evidence.',
    })
  }
}
