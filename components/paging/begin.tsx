import Link from 'next/link'
import { buttonClass } from '@/components/ui/button'
import { Section } from '@/components/ui/section'
import { Snippet } from './snippet'

const CHANNEL = `channels:
  - { name: mail, kind: email, options: { host: mail.example.com, from: plimsoll@example.com } }`

const policyFor = (person: string) => `schedules:
  - { name: first-line, timeZone: Europe/London, layers: [{ people: [${person}], turn: week, starts: 2026-01-05 }] }
policies:
  - { name: urgent, steps: [{ tell: [{ schedule: first-line }] }] }
paging: { lastResort: urgent }`

/** What is still missing before anybody is told, and where one says it; nothing when all of it is there. */
export function Begin({
  channels,
  policies,
  me,
  mayDeclare,
}: {
  channels: number
  policies: number
  me: string | null
  mayDeclare: boolean
}) {
  const person = me ?? 'bo@example.com'
  if (channels > 0 && policies > 0) return null
  const isBare = channels === 0 && policies === 0
  return (
    <Section
      title={isBare ? 'Nobody is told yet' : channels === 0 ? 'There is no way to tell anybody' : 'Nobody is named to be told'}
      state={{
        kind: 'empty',
        says: isBare
          ? 'Incidents are seen on the screens only. To have somebody told, add a channel, send a test by it, and add a policy.'
          : channels === 0
            ? 'A policy says whom to tell, but there is no channel to tell them by.'
            : 'There is a channel; send a test by it below. Then say who is asked first when something fails.',
        action: (
          <div className="grid w-full justify-items-start gap-3">
            {mayDeclare && (
              <div className="flex flex-wrap gap-2">
                {channels === 0 && (
                  <Link href="/settings/on-call/channels/new" prefetch={false} className={buttonClass({ variant: 'solid' })}>
                    Add a channel
                  </Link>
                )}
                {policies === 0 && (
                  <Link
                    href="/settings/on-call/policies/new"
                    prefetch={false}
                    className={buttonClass({ variant: channels === 0 ? 'outline' : 'solid' })}
                  >
                    Add a policy
                  </Link>
                )}
              </div>
            )}
            <details className="w-full">
              <summary className="cursor-pointer py-1 text-12 text-ink-2">Or write it into plimsoll.yaml, and run plimsoll apply</summary>
              <Snippet text={[...(channels === 0 ? [CHANNEL] : []), ...(policies === 0 ? [policyFor(person)] : [])].join('\n')} />
            </details>
          </div>
        ),
      }}
    />
  )
}
