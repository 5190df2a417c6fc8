import { Time } from '@/components/live/time'
import type { ChannelSight } from '@/server/pipeline/model'

/** Whether messages arrive by it, and how that is known. */
export function Proof({ sight: { down, canary } }: { sight: ChannelSight }) {
  if (down)
    return (
      <p className="font-medium text-status-down">
        ■ Messages do not arrive since <Time at={down.sinceAt} />: {down.says}
      </p>
    )
  if ('off' in canary) return <p>Nothing proves that messages arrive: {canary.off}.</p>
  if (canary.provenAt)
    return (
      <p>
        ● Proven <Time at={canary.provenAt} />, again at <Time at={canary.nextAt} form="clock" />
      </p>
    )
  return (
    <p>
      ○ Not proven yet; the first canary leaves <Time at={canary.nextAt} form="date" /> <Time at={canary.nextAt} form="clock" />
    </p>
  )
}
