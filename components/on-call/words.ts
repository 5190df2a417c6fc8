import type { OnCallList } from '@/server/views/on-call-forms'

/** What is said of each kind on its screens. */
export const WORDS: Readonly<
  Record<
    OnCallList,
    { readonly title: string; readonly one: string; readonly lead: string; readonly empty: string; readonly unused: string }
  >
> = {
  channels: {
    title: 'Channels',
    one: 'channel',
    lead: 'The ways out: mail, chat, phone, other tools. Send a test by each before you rely on it.',
    empty: 'There is no channel, so nobody can be told of anything. Begin with the mail server or the chat that you have.',
    unused: 'Nothing refers to it. What went by it stays in the log.',
  },
  contacts: {
    title: 'Contacts',
    one: 'contact',
    lead: 'Where each person is reached by a channel. Without one, a person is reached at the e-mail address by which they sign in.',
    empty: 'No contact is declared. People are reached by mail at their own address, and add phones and browsers in their account.',
    unused: 'That person is no longer reached so.',
  },
  schedules: {
    title: 'Schedules',
    one: 'schedule',
    lead: 'Who is on call when, in turns.',
    empty: 'No schedule is declared. A policy can name people directly; a schedule lets them take turns.',
    unused: 'Nothing refers to it.',
  },
  policies: {
    title: 'Policies',
    one: 'policy',
    lead: 'Who is told first when something fails, and who while nobody answers.',
    empty: 'No policy is declared, so nobody is told of an incident. A policy says who is asked first, and who next.',
    unused: 'Nothing refers to it.',
  },
  teams: {
    title: 'Teams',
    one: 'team',
    lead: 'Who answers for services together. A service names its team as owner, and its failure follows the policy of the team.',
    empty: 'No team is declared. Until there is one, everything follows the policy of last resort.',
    unused: 'No policy tells it. Services that name it as owner follow the policy of last resort.',
  },
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const several = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

/** What one wants to see of each without opening it. */
export function figuresOf(list: OnCallList, d: Readonly<Record<string, unknown>>): string {
  switch (list) {
    case 'channels':
      return [String(d.kind), d.fallback && `while it is down, ${String(d.fallback)}`].filter(Boolean).join('; ')
    case 'contacts':
      return `by ${String(d.channel)}`
    case 'schedules':
      return `${several(listOf(d.layers).length, 'layer')}, ${String(d.timeZone)}`
    case 'policies':
      return listOf(d.steps)
        .map((step) => toldBy(step))
        .join(', then ')
    case 'teams':
      return [several(listOf(d.members).length, 'member'), d.policy ? `follows ${String(d.policy)}` : 'no policy'].join(', ')
  }
}

const toldBy = (step: unknown): string =>
  listOf((step as { tell?: unknown }).tell)
    .map((target) => {
      const { by: _by, ...who } = target as Record<string, unknown>
      return Object.values(who).map(String).join(' ')
    })
    .join(' and ')
