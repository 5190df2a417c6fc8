import { channelTypeOf } from '../alerts/channels/registry'
import type { ContactInput, Routing } from '../alerts/model'
import { directoryOf } from '../alerts/rules/directory'
import { findingsOf } from '../alerts/rules/reach'
import type { Issue } from '../kernel/errors'
import { scheduleFindings } from '../oncall/rules/findings'
import type { Inventory } from './store'

/** What is said of something that is declared, and saved all the same. */
export type Warning = Issue & { readonly noun: 'policy' | 'schedule'; readonly name: string }

/**
 * What would go wrong with whom to tell as it is declared (ALR-12): steps that reach nobody now, times of nobody, turns at an hour that the clocks
 * leave out. Each says its consequence; nothing of it is refused, since people and channels come and go.
 */
export function routingWarnings(routing: Omit<Routing, 'sources'>, now: Date): readonly Warning[] {
  // Nobody is told of anything yet, and nobody said that they should be.
  if (routing.channels.length === 0) return []
  const directory = directoryOf(routing)
  const lastResort = routing.policies.find(({ name }) => name === routing.lastResort)?.steps.flatMap(({ tell }) => tell) ?? []
  const isReachable = (person: string) => directory.contacts(person)?.some(({ verifiedAt }) => verifiedAt !== null) ?? false
  return [
    ...routing.policies.flatMap((policy) =>
      findingsOf(policy, lastResort, directory, now).map((issue): Warning => ({ ...issue, noun: 'policy', name: policy.name })),
    ),
    ...routing.schedules.flatMap((schedule) =>
      scheduleFindings(schedule, { isReachable, at: now }).map(
        ({ path, message }): Warning => ({ path, message, noun: 'schedule', name: schedule.name }),
      ),
    ),
  ]
}

/** The same of everything that is declared in a database, or would be. */
export const warningsIn = ({ routing, lastResort }: Pick<Inventory, 'routing' | 'lastResort'>, now: Date): readonly Warning[] =>
  routingWarnings(
    {
      channels: routing.channels.map(({ shape: { name, kind, fallback } }) => ({
        name,
        kind,
        reaches: channelTypeOf(kind).reaches,
        fallback,
      })),
      teams: routing.teams.map(({ shape }) => shape),
      // What is declared is taken to be right.
      contacts: routing.contacts.map(({ shape }: { readonly shape: ContactInput }) => ({ ...shape, verifiedAt: now })),
      schedules: routing.schedules.map(({ shape }) => shape),
      policies: routing.policies.map(({ shape }) => shape),
      definitions: routing.definitions.map(({ shape }) => shape),
      lastResort,
    },
    now,
  )

/** `policy night: steps[1].tell reaches nobody now (…)`. */
export const warningInWords = ({ noun, name, path, message }: Warning): string => `${noun} ${name}: ${path} ${message}`
