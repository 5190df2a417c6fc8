'use client'
import { Time } from '@/components/live/time'
import type { ChannelRow } from '@/server/views/paging'
import { ChannelTest } from './channel-test'
import { Proof } from './proof'

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

function Row({ channel: { name, label, takesAddress, fallback, record, sight }, mayTest }: { channel: ChannelRow; mayTest: boolean }) {
  return (
    <li
      aria-label={name}
      className="grid items-center gap-x-4 gap-y-1 border-line border-b py-2 text-13 last:border-b-0 max-md:py-3 md:grid-cols-[200px_minmax(0,1fr)_auto]"
    >
      <p className="font-medium">{name}</p>
      <ChannelTest name={name} takesAddress={takesAddress} mayTest={mayTest}>
        <p>
          {label}
          {fallback && `; while it is down, ${fallback}`}
        </p>
        {sight && <Proof sight={sight} />}
        {record && <Record record={record} />}
      </ChannelTest>
    </li>
  )
}
