'use client'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useSubmit } from '@/components/account/use-submit'
import { Time } from '@/components/live/time'
import { ReadList } from '@/components/settings/administration'
import { Button } from '@/components/ui/button'
import { tellDone } from '@/components/ui/toast'
import type { LogRow, PagingView } from '@/server/views/paging'
import { StateBadge } from './state-badge'

const STATES = {
  waiting: { tone: 'neutral', word: 'waits', glyph: '○' },
  sending: { tone: 'neutral', word: 'on its way', glyph: '◐' },
  delivered: { tone: 'up', word: 'delivered', glyph: '●' },
  bundled: { tone: 'up', word: 'in a bundle', glyph: '◆' },
  dead: { tone: 'down', word: 'not delivered', glyph: '■' },
} as const

/** Every message with what became of it, those that were given up on at the top. */
export function DeliveryLog({ log, mayResend }: { log: PagingView['log']; mayResend: boolean }) {
  return (
    <ReadList
      title="Delivery log"
      read={log}
      note={(rows) => {
        const dead = rows.filter(({ state }) => state === 'dead').length
        return dead === 0 ? 'the newest first' : `${dead} not delivered, then the newest`
      }}
      empty="Nobody was told anything yet. Every message will stand here, with the answer that it got."
      still="Messages are sent all the same."
    >
      {(rows) => (
        <ul>
          {rows.map((row) => (
            <Row key={row.id} row={row} mayResend={mayResend} />
          ))}
        </ul>
      )}
    </ReadList>
  )
}

function Row({ row, mayResend }: { row: LogRow; mayResend: boolean }) {
  const { id, at, kind, title, incidentId, channel, address, person, state, says, attempts } = row
  const { tone, word, glyph } = STATES[state]
  return (
    <li className="grid items-baseline gap-x-4 gap-y-1 border-line border-b py-2 text-13 last:border-b-0 max-md:py-3 md:grid-cols-[150px_minmax(0,1fr)_110px_100px]">
      <p className="whitespace-nowrap text-12 text-ink-2">
        <Time at={at} form="date" /> <Time at={at} form="clock" />
      </p>
      <div className="min-w-0 break-words">
        <p>
          <span className="text-ink-3">{kind}</span>{' '}
          {incidentId ? (
            <Link href={`/incidents/${incidentId}`} prefetch={false} className="font-medium hover:underline">
              {title}
            </Link>
          ) : (
            <span className="font-medium">{title}</span>
          )}{' '}
          to {person ?? address ?? channel}
          {(person ?? address) && ` by ${channel}`}
        </p>
        {says && (
          <p className="text-12 text-ink-2">
            {says}
            {attempts > 1 && ` (${attempts} attempts)`}
          </p>
        )}
      </div>
      <StateBadge tone={tone} glyph={glyph} word={word} />
      {state === 'dead' && mayResend && <SendAgain id={id} />}
    </li>
  )
}

function SendAgain({ id }: { id: string }) {
  const router = useRouter()
  const submit = useSubmit({
    to: `/api/v1/notices/${id}/resend`,
    read: () => ({}),
    done: () => {
      tellDone('It is sent again.')
      router.refresh()
    },
  })
  return (
    <form onSubmit={submit.onSubmit}>
      <Button type="submit" size="small" busy={submit.busy}>
        Send again
      </Button>
      {submit.problem && (
        <p role="alert" className="text-12 text-status-down">
          {submit.problem}
        </p>
      )}
    </form>
  )
}
