import { z } from 'zod'
import type { Answer } from '../kernel/answers'
import type { ApiKeyAnswer, AuditEntryAnswer, PersonAnswer } from './answers'

/** Everything somebody may be allowed to do. Each route, page and socket event names one (ECO-4). */
export const RIGHTS = [
  'read',
  'read-money',
  'comment',
  'subscribe',
  'work-incidents',
  'silence-alerts',
  'pause-checks',
  'run-checks',
  'edit-checks',
  'edit-services',
  'plan-maintenance',
  'run-procedures',
  'edit-impact',
  'read-health-details',
  'open-wall',
  'change-settings',
  'manage-people',
  'manage-keys',
  'read-audit',
] as const
export const Right = z.enum(RIGHTS)
export type Right = z.infer<typeof Right>

/** What each right lets one do, as it ends the sentence "lets you …". */
export const RIGHT_SENTENCES: Readonly<Record<Right, string>> = {
  read: 'see checks, services and incidents',
  'read-money': 'see what failures cost',
  comment: 'comment on incidents',
  subscribe: 'subscribe to news of incidents',
  'work-incidents': 'acknowledge, assign and resolve incidents',
  'silence-alerts': 'silence alerts',
  'pause-checks': 'pause and resume checks',
  'run-checks': 'run a check now',
  'edit-checks': 'create and change checks',
  'edit-services': 'create and change services',
  'plan-maintenance': 'plan maintenance',
  'run-procedures': 'run procedures',
  'edit-impact': 'change revenue streams, opportunities and contracts',
  'read-health-details': 'see the details of Plimsoll’s own health',
  'open-wall': 'make links that open the wall screen',
  'change-settings': 'change settings',
  'manage-people': 'add and remove people and change their roles',
  'manage-keys': 'create and revoke API keys',
  'read-audit': 'read the audit log',
}

export const ROLES = ['viewer', 'executive', 'responder', 'engineer', 'admin'] as const
export const Role = z.enum(ROLES)
export type Role = z.infer<typeof Role>

const VIEWER: readonly Right[] = ['read']
const RESPONDER: readonly Right[] = [
  ...VIEWER,
  'read-money',
  'comment',
  'subscribe',
  'work-incidents',
  'silence-alerts',
  'pause-checks',
  'run-checks',
  'read-health-details',
]
const ENGINEER: readonly Right[] = [...RESPONDER, 'edit-checks', 'edit-services', 'plan-maintenance', 'run-procedures']

/** Roles are sets of rights, not a ladder: an executive sees all the money and works no incident. */
export const ROLE_RIGHTS: Readonly<Record<Role, ReadonlySet<Right>>> = {
  viewer: new Set(VIEWER),
  executive: new Set<Right>([...VIEWER, 'read-money', 'comment', 'subscribe', 'read-health-details']),
  responder: new Set(RESPONDER),
  engineer: new Set(ENGINEER),
  admin: new Set(RIGHTS),
}

/**
 * Who acts: a person with a role, a key with scopes, Plimsoll itself, or somebody we do not know. `link` is whoever used a link or a button
 * of a message and has no account here: it may what the message let it.
 */
export type Actor =
  | { readonly kind: 'person'; readonly id: string; readonly name: string; readonly role: Role }
  | { readonly kind: 'key'; readonly id: string; readonly name: string; readonly scopes: readonly Right[] }
  | { readonly kind: 'link'; readonly id: string; readonly name: string }
  | { readonly kind: 'system'; readonly id: 'system'; readonly name: 'Plimsoll' }
  | { readonly kind: 'nobody'; readonly id: 'nobody'; readonly name: 'Nobody' }

export const SYSTEM: Actor = { kind: 'system', id: 'system', name: 'Plimsoll' }
export const NOBODY: Actor = { kind: 'nobody', id: 'nobody', name: 'Nobody' }

const NONE: ReadonlySet<Right> = new Set()
const ALL: ReadonlySet<Right> = new Set(RIGHTS)
const BY_LINK: ReadonlySet<Right> = new Set<Right>(['work-incidents'])

export function rightsOf(actor: Actor): ReadonlySet<Right> {
  if (actor.kind === 'person') return ROLE_RIGHTS[actor.role]
  if (actor.kind === 'key') return new Set(actor.scopes)
  if (actor.kind === 'link') return BY_LINK
  return actor.kind === 'system' ? ALL : NONE
}

/** Whether the actor may; `'anyone'` is what needs no sign-in, `'signed-in'` what every person and key may. */
export function may(actor: Actor, right: Needed): boolean {
  if (right === 'anyone') return true
  if (right === 'signed-in') return actor.kind !== 'nobody'
  return rightsOf(actor).has(right)
}

/** What a route asks for: a right, or less than any right. */
export type Needed = Right | 'signed-in' | 'anyone'

/** The roles that hold a right, for the sentence that says who can help. */
export const rolesWith = (right: Right): readonly Role[] => ROLES.filter((role) => ROLE_RIGHTS[role].has(right))

/** The view that a person lands on after signing in. */
export function landingPage(role: Role): string {
  if (role === 'executive' || role === 'viewer') return role === 'viewer' ? '/operations' : '/executive'
  return role === 'responder' ? '/operations' : '/engineering'
}

export const PASSWORD_MIN = 12
export const PASSWORD_MAX = 128

const Password = z
  .string()
  .min(PASSWORD_MIN, `must be at least ${PASSWORD_MIN} characters`)
  .max(PASSWORD_MAX, `must be at most ${PASSWORD_MAX} characters`)
const Email = z
  .email('is not an e-mail address')
  .max(254)
  .transform((email) => email.toLowerCase())
const PersonName = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(80)
  .regex(/^\P{C}*$/u, 'must not hold control characters')
const Id = z.uuid()

export const SignIn = z.strictObject({
  email: Email.meta({ title: 'E-mail' }),
  password: z.string().min(1, 'must not be empty').max(PASSWORD_MAX).meta({ title: 'Password' }),
  /** Where to go afterwards; only a path of our own is followed. */
  returnTo: z.string().max(2_000).optional(),
})
export type SignIn = z.infer<typeof SignIn>

export const SetUp = z.strictObject({
  token: z.string().min(1, 'is missing: open the link that Plimsoll printed').max(200),
  name: PersonName.meta({ title: 'Your name' }),
  email: Email.meta({ title: 'E-mail' }),
  password: Password.meta({ title: 'Password' }),
})
export type SetUp = z.infer<typeof SetUp>

export const PersonInput = z.strictObject({
  name: PersonName.meta({ title: 'Name' }),
  email: Email.meta({ title: 'E-mail' }),
  role: Role.meta({ title: 'Role' }),
  password: Password.optional().meta({ title: 'First password', description: 'Left out, one is made and shown once.' }),
})
export type PersonInput = z.infer<typeof PersonInput>

export const PersonRef = z.strictObject({ id: Id })
export type PersonRef = z.infer<typeof PersonRef>

export const ChangeRole = z.strictObject({ id: Id, role: Role })
export type ChangeRole = z.infer<typeof ChangeRole>

export const ResetPassword = z.strictObject({ id: Id, password: Password.optional() })
export type ResetPassword = z.infer<typeof ResetPassword>

export const ChangePassword = z.strictObject({ current: z.string().min(1).max(PASSWORD_MAX), password: Password })
export type ChangePassword = z.infer<typeof ChangePassword>

export type Person = Answer<typeof PersonAnswer>

/** The people of the sample platform. Nobody knows their passwords: they come in by the links that the demo prints (RUN-2). */
export const DEMO_PEOPLE: readonly Pick<Person, 'name' | 'email' | 'role'>[] = [
  { name: 'Ada', email: 'ada@plimsoll.example', role: 'responder' },
  { name: 'Eve', email: 'eve@plimsoll.example', role: 'executive' },
  { name: 'Sam', email: 'sam@plimsoll.example', role: 'admin' },
]

const DAY_MS = 86_400_000
/** An API key lives this long at most unless it is declared by the environment. */
const KEY_DAYS_MAX = 730

export const ApiKeyInput = z.strictObject({
  name: PersonName.meta({ title: 'Name', description: 'What uses it: "deploy pipeline".' }),
  scopes: z
    .array(Right)
    .min(1, 'must name at least one right')
    .max(RIGHTS.length)
    .transform((scopes) => RIGHTS.filter((right) => scopes.includes(right)))
    .meta({ title: 'Rights' }),
  expiresInDays: z
    .number('must be a number of days')
    .int('must be whole days')
    .min(1, 'must be at least 1 day')
    .max(KEY_DAYS_MAX, `must be at most ${KEY_DAYS_MAX} days`)
    .default(365)
    .meta({ title: 'Days until it expires' }),
})
export type ApiKeyInput = z.infer<typeof ApiKeyInput>

/** What a link to the wall screen needs; what it may is decided already. */
export const WallLinkInput = ApiKeyInput.pick({ name: true, expiresInDays: true })

export const ApiKeyRef = z.strictObject({ id: Id })
export type ApiKeyRef = z.infer<typeof ApiKeyRef>

/** `wall` keys open the wall screen from a link; `declared` ones stand in the environment. */
export const KEY_KINDS = ['api', 'declared', 'wall'] as const
export type KeyKind = (typeof KEY_KINDS)[number]

/** What is shown of a key. Its secret is shown once, when it is made, and not kept. */
export type ApiKey = Answer<typeof ApiKeyAnswer>

export const keyExpiry = (days: number, now: Date): Date => new Date(now.getTime() + days * DAY_MS)

/** One thing that somebody did. Rows are never changed and never removed (HIS-1). */
export type AuditEntry = Answer<typeof AuditEntryAnswer>

/** What a verb says of itself for the audit log; who, when and from where are added. Secrets never belong in it. */
export type AuditNote = {
  readonly action: string
  readonly subject?: { readonly id: string; readonly name?: string }
  readonly before?: unknown
  readonly after?: unknown
}

export const AuditPage = z.strictObject({
  before: Id.optional().meta({ description: 'Entries older than this one.' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type AuditPage = z.infer<typeof AuditPage>
