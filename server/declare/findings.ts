import { channelTypeOf } from '../alerts/channels/registry'
import type { ContactInput, Routing } from '../alerts/model'
import { directoryOf } from '../alerts/rules/directory'
import { type Directory, findingsOf } from '../alerts/rules/reach'
import type { Answer } from '../kernel/answers'
import { scheduleFindings } from '../oncall/rules/findings'
import type { WarningAnswer } from './answers'
import type { Inventory } from './store'

/** What is said of something that is declared, and saved all the same. */
export type Warning = Answer<typeof WarningAnswer>
type Whom = Omit<Routing, 'sources'>

/**
 * What would go wrong with whom to tell as it is declared (ALR-12): steps that reach nobody now, times of nobody, turns at an hour that the clocks
 * leave out. Each says its consequence; nothing of it is refused, since people and channels come and go.
 */
export function routingWarnings(routing: Whom, now: Date): readonly Warning[] {
  // Nobody is told of anything yet, and nobody said that they should be.
  if (routing.channels.length === 0) return []
  return warningsOf(routing, now)
}

function warningsOf(routing: Whom, now: Date): readonly Warning[] {
  const directory = directoryOf(routing)
  const lastResort = routing.policies.find(({ name }) => name === routing.lastResort)?.steps.flatMap(({ tell }) => tell) ?? []
  const isReachable = hasWay(directory)
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

const hasWay = (directory: Directory) => (person: string) =>
  directory.contacts(person)?.some(({ channel, verifiedAt }) => verifiedAt !== null && directory.channel(channel)?.reaches === 'people') ??
  false

/** So many people are named in one sentence. */
const NAMED = 5

/**
 * What goes wrong with a change that did not before it: policies that reach nobody any more, and people to whom no way is left (ALR-12). Also when
 * the last channel goes.
 *
 * @param of what was removed or applied
 */
export function warningsAfter(of: Pick<Warning, 'noun' | 'name'>, before: Whom, after: Whom, now: Date): readonly Warning[] {
  const known = new Set(warningsOf(before, now).map(warningInWords))
  const [had, has] = [hasWay(directoryOf(before)), hasWay(directoryOf(after))]
  const left = [...peopleIn(after)].filter((person) => had(person) && !has(person))
  const names = left.length > NAMED ? `${left.slice(0, NAMED).join(', ')} and ${left.length - NAMED} more` : left.join(', ')
  const lost: Warning = {
    ...of,
    path: 'people',
    message: `have no way to be reached any more: ${names}; declare a contact for each, or a channel of mail`,
  }
  return [...(left.length > 0 ? [lost] : []), ...warningsOf(after, now).filter((one) => !known.has(warningInWords(one)))]
}

/** Whoever may be told of something. */
const peopleIn = ({ teams, schedules, policies }: Whom): ReadonlySet<string> =>
  new Set([
    ...policies.flatMap(({ steps, executives, lastResort }) =>
      [...steps.flatMap(({ tell }) => tell), ...(executives?.tell ?? []), ...lastResort].flatMap((target) =>
        'person' in target ? [target.person] : [],
      ),
    ),
    ...teams.flatMap(({ members }) => members),
    ...schedules.flatMap(({ layers }) => layers.flatMap(({ people }) => people)),
  ])

/** The same of everything that is declared in a database, or would be. */
export const warningsIn = (inventory: Declared, now: Date): readonly Warning[] => routingWarnings(whomOf(inventory, now), now)

type Declared = Pick<Inventory, 'routing' | 'lastResort'>

/** Whom to tell as it is declared; without what people added themselves, which no file knows. */
export const whomOf = ({ routing, lastResort }: Declared, now: Date): Whom => ({
  channels: routing.channels.map(({ shape: { name, kind, fallback } }) => ({ name, kind, reaches: channelTypeOf(kind).reaches, fallback })),
  teams: routing.teams.map(({ shape }) => shape),
  // What is declared is taken to be right.
  contacts: routing.contacts.map(({ shape }: { readonly shape: ContactInput }) => ({ ...shape, verifiedAt: now })),
  schedules: routing.schedules.map(({ shape }) => shape),
  policies: routing.policies.map(({ shape }) => shape),
  definitions: routing.definitions.map(({ shape }) => shape),
  lastResort,
})

/** `policy night: steps[1].tell reaches nobody now (…)`. */
export const warningInWords = ({ noun, name, path, message }: Warning): string => `${noun} ${name}: ${path} ${message}`
