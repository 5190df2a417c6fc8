import { Section } from '@/components/ui/section'
import { Snippet } from './snippet'

const CHANNEL = `channels:
  - { name: mail, kind: email, options: { host: mail.example.com, from: plimsoll@example.com } }`

const policyFor = (person: string) => `schedules:
  - { name: first-line, timeZone: Europe/London, layers: [{ people: [${person}], turn: week, starts: 2026-01-05 }] }
policies:
  - { name: urgent, steps: [{ tell: [{ schedule: first-line }] }] }
paging: { lastResort: urgent }`

/** What is still missing before anybody is told, with what to write; nothing when all of it is there. */
export function Begin({ channels, policies, me }: { channels: number; policies: number; me: string | null }) {
  const person = me ?? 'bo@example.com'
  if (channels > 0 && policies > 0) return null
  const isBare = channels === 0 && policies === 0
  return (
    <Section
      title={isBare ? 'Nobody is told yet' : channels === 0 ? 'There is no way to tell anybody' : 'Nobody is named to be told'}
      state={{
        kind: 'empty',
        says: isBare
          ? 'Incidents are seen on the screens only. To have somebody told, write this into plimsoll.yaml with your own mail server, and run plimsoll apply. Then send a test by the channel here.'
          : channels === 0
            ? 'A policy says whom to tell, but there is no channel to tell them by. Write this into plimsoll.yaml with your own mail server, and run plimsoll apply:'
            : 'There is a channel; send a test by it below. Then say who is on call and who is asked: write this into plimsoll.yaml, and run plimsoll apply:',
        action: <Snippet text={[...(channels === 0 ? [CHANNEL] : []), ...(policies === 0 ? [policyFor(person)] : [])].join('\n')} />,
      }}
    />
  )
}
