import { type Person, rightsOf, rolesWith } from '../../access/model'
import { invalid } from '../../kernel/errors'

type Someone = Pick<Person, 'id' | 'name' | 'role'>

const mayWork = ({ id, name, role }: Someone): boolean => rightsOf({ kind: 'person', id, name, role }).has('work-incidents')

/** The person, if there is one and they may work on incidents; else a refusal that says what is wrong with the field `path`. */
export function workerOr<Found extends Someone>(person: Found | undefined, to: string, path = 'to'): Found {
  if (!person)
    throw refused(`There is nobody here with the address ${to}. Give the e-mail address with which they sign in.`, 'is nobody here', path)
  if (!mayWork(person))
    throw refused(
      `${person.name} is ${article(person.role)} and may not work on incidents. These roles may: ${rolesWith('work-incidents').join(', ')}.`,
      'may not work on incidents',
      path,
    )
  return person
}

/** Those of the people whom an incident can be given to. */
export const workers = <Found extends Someone>(people: readonly Found[]): readonly Found[] => people.filter(mayWork)

/** The team that is meant, whatever its letters' case; else a refusal that names those there are. */
export function teamOr(teams: readonly string[], to: string, path = 'to'): string {
  const team = teams.find((name) => name.toLowerCase() === to.trim().toLowerCase())
  if (team) return team
  const known = teams.length > 0 ? `Teams are: ${teams.join(', ')}.` : 'No service names a team that owns it.'
  throw refused(
    `There is no person and no team "${to}". Give an e-mail address or a team. ${known}`,
    'is neither a person nor a team',
    path,
  )
}

const refused = (sentence: string, message: string, path: string) => invalid(sentence, [{ path, message }])
const article = (role: string): string => (/^[aeiou]/.test(role) ? `an ${role}` : `a ${role}`)
