import { onCallAt } from '../../oncall/rules/rotation'
import type { Routing } from '../model'
import type { Directory } from './reach'
import type { Routes } from './routing'

/** Before anybody has said how people are told. */
export const noRouting: Routing = {
  channels: [],
  teams: [],
  contacts: [],
  schedules: [],
  policies: [],
  definitions: [],
  sources: [],
  lastResort: null,
}

/**
 * Who can be reached how, by what is declared. Whoever has said nothing else is reached at their e-mail address by the first channel of mail.
 *
 * @param isBroken whether nothing can be expected to arrive by a channel now
 */
export function directoryOf(routing: Omit<Routing, 'sources'>, isBroken: (channel: string) => boolean = () => false): Directory {
  const channels = new Map(routing.channels.map((channel) => [channel.name, channel]))
  const teams = new Map(routing.teams.map(({ name, members }) => [name, members]))
  const schedules = new Map(routing.schedules.map((schedule) => [schedule.name, schedule]))
  const contacts = Map.groupBy(routing.contacts, ({ person }) => person)
  const people = routing.people && new Set(routing.people.map((address) => address.toLowerCase()))
  const mail = routing.channels.find(({ kind }) => kind === 'email')
  return {
    channel(name) {
      const known = channels.get(name)
      return known && { reaches: known.reaches, broken: isBroken(name), fallback: known.fallback }
    },
    contacts(person) {
      const declared = contacts.get(person) ?? []
      if (!mail || declared.some(({ besides }) => !besides)) return declared
      const contact = { name: `${person} by ${mail.name}`, person, channel: mail.name, address: person, verifiedAt: new Date(0) }
      return [...declared, { ...contact, isGuess: people?.has(person.toLowerCase()) === false }]
    },
    onCall(name, at) {
      const schedule = schedules.get(name)
      if (!schedule) return undefined
      const { person } = onCallAt(schedule, at)
      return person === null ? [] : [person]
    },
    members: (team) => teams.get(team),
  }
}

/** Where routes are found, by what is declared. */
export const routesOf = ({ teams, policies, lastResort }: Routing): Routes => ({
  policyOfTeam(team) {
    const known = teams.find(({ name }) => name === team)
    return known && (known.policy ?? null)
  },
  policy: (name) => policies.find((one) => one.name === name),
  lastResort,
})
