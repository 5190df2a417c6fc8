'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ProblemLine } from '@/components/account/problem-line'
import { useSubmit } from '@/components/account/use-submit'
import { Time } from '@/components/live/time'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import type { ChannelRow } from '@/server/views/paging'
import { Proof } from './proof'

type Tested = {
  readonly attempts: readonly { readonly outcome: 'delivered' | 'retry' | 'refused'; readonly says: string; readonly tookMs: number }[]
}

/** The ways out, each with a test that goes the whole way. */
export function ChannelList({ channels, mayTest }: { channels: readonly ChannelRow[]; mayTest: boolean }) {
  return (
    <ul>
      {channels.map((channel) => (
        <Row key={channel.name} channel={channel} mayTest={mayTest} />
      ))}
    </ul>
  )
}

/** How it did with the last messages for it. */
function Record({ record: { deliveredAt, failedAt, failedSays, messages, dead, waiting } }: { record: NonNullable<ChannelRow['record']> }) {
  if (messages === 0) return <p className="text-ink-3">Nothing has gone by it yet.</p>
  const isFailing = failedAt !== null && (deliveredAt === null || failedAt > deliveredAt)
  return (
    <>
      <p>
        {deliveredAt ? (
          <>
            Delivered last <Time at={deliveredAt} />
          </>
        ) : (
          'Nothing was delivered yet'
        )}
        {dead > 0 && `; ${dead} of the last ${messages} did not arrive`}
        {waiting > 0 && `; ${waiting} ${waiting === 1 ? 'waits' : 'wait'}`}.
      </p>
      {failedAt && (
        <p className={isFailing ? 'text-status-down' : undefined}>
          {isFailing && '■ '}Failed last <Time at={failedAt} />
          {failedSays && `: ${failedSays}`}
        </p>
      )}
    </>
  )
}

const OUTCOMES = { delivered: '● Delivered', retry: '▲ Is tried again', refused: '■ Refused' } as const

function Row({ channel: { name, label, takesAddress, fallback, record, sight }, mayTest }: { channel: ChannelRow; mayTest: boolean }) {
  const router = useRouter()
  const [tested, setTested] = useState<Tested>()
  const submit = useSubmit<Tested>({
    to: `/api/v1/channels/${name}/test`,
    done: (answer) => {
      setTested(answer)
      router.refresh()
    },
  })
  const attempt = tested?.attempts.at(-1)
  const wrong = submit.problem ?? submit.errorAt('address')
  return (
    <li
      aria-label={name}
      className="grid items-center gap-x-4 gap-y-1 border-line border-b py-2 text-13 last:border-b-0 max-md:py-3 md:grid-cols-[200px_minmax(0,1fr)_auto]"
    >
      <p className="font-medium">{name}</p>
      <div className="min-w-0 break-words text-12 text-ink-2">
        <p>
          {label}
          {fallback && `; while it is down, ${fallback}`}
        </p>
        {sight && <Proof sight={sight} />}
        {record && <Record record={record} />}
        <div role="status">
          {attempt && (
            <p className={attempt.outcome === 'delivered' ? 'text-status-up' : 'text-status-down'}>
              {OUTCOMES[attempt.outcome]} in {attempt.tookMs} ms: {attempt.says}
            </p>
          )}
          {tested && !attempt && <p className="text-status-degraded">▲ No answer yet; the log below says what becomes of it.</p>}
        </div>
        <ProblemLine says={wrong} />
      </div>
      {mayTest && (
        <form onSubmit={submit.onSubmit} className="flex flex-wrap items-center gap-2" noValidate>
          {takesAddress && (
            <span className="w-48">
              <Input name="address" aria-label={`Address for a test of ${name}`} placeholder="an address" required />
            </span>
          )}
          <Button type="submit" size="small" busy={submit.busy} aria-label={`Send a test by ${name}`}>
            Send a test
          </Button>
        </form>
      )}
    </li>
  )
}
