import { z } from 'zod'
import { answer, instant, named } from '../kernel/answers'
import { KEY_KINDS, Right, Role } from './model'

const PERSON = { id: z.uuid(), name: z.string(), email: z.string(), role: Role, createdAt: instant() }

export const PersonAnswer = answer('Person', 'Somebody who may sign in.', PERSON)
export const NewPersonAnswer = answer('NewPerson', 'Somebody who was added.', {
  ...PERSON,
  password: z.string().exactOptional().describe('The one that was made, shown this once; absent when it was given.'),
})
export const NewPasswordAnswer = answer('NewPassword', 'A person with a new password.', {
  person: PersonAnswer,
  password: z.string().exactOptional().describe('The one that was made, shown this once; absent when it was given.'),
})

const KEY = {
  id: z.uuid(),
  kind: z.enum(KEY_KINDS).describe('`wall` keys open the wall screen from a link; `declared` ones stand in the environment.'),
  name: z.string(),
  scopes: z.array(Right),
  createdAt: instant(),
  createdBy: z.string(),
  expiresAt: instant().nullable(),
  revokedAt: instant().nullable(),
  lastUsedAt: instant().nullable().describe('To within five minutes.'),
}

export const ApiKeyAnswer = answer('ApiKey', 'What is shown of a key. Its secret is shown once, when it is made, and not kept.', KEY)
export const NewApiKeyAnswer = answer('NewApiKey', 'A key that was made.', {
  ...KEY,
  key: z.string().describe('The key itself, shown this once.'),
})
export const NewWallLinkAnswer = answer('NewWallLink', 'A link that opens the wall screen.', {
  ...KEY,
  url: z.string().describe('The link, shown this once.'),
})

export const AuditEntryAnswer = answer('AuditEntry', 'One thing that somebody did. Entries are never changed and never removed (HIS-1).', {
  id: z.uuid(),
  at: instant(),
  actorKind: z.enum(['person', 'key', 'link', 'system', 'nobody']),
  actorId: z.string(),
  actorName: z.string(),
  action: z.string().describe('`incident.acknowledge`, `person.change-role`.'),
  subjectId: z.string().nullable(),
  subjectName: z.string().nullable(),
  before: z.unknown().describe('Null for those who may not see its money.'),
  after: z.unknown().describe('Null for those who may not see its money.'),
  address: z.string().nullable(),
})

const IDENTITY = { id: z.string(), name: z.string() }
export const ActorAnswer = named(
  'Actor',
  'Who asks.',
  z.union([
    z.object({ kind: z.literal('person'), ...IDENTITY, role: Role }),
    z.object({ kind: z.literal('key'), ...IDENTITY, scopes: z.array(Right) }),
    z.object({ kind: z.enum(['link', 'system', 'nobody']), ...IDENTITY }),
  ]),
)
export const SessionAnswer = answer('Session', 'Who asks, and what they may.', { actor: ActorAnswer, rights: z.array(Right) })
export const LandingAnswer = answer('Landing', 'Somebody who has signed in.', {
  landing: z.string().describe('The path of the page where they begin.'),
})
