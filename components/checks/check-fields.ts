import { isHidden } from '@/server/checks/rules/option-secrets'
import type { Proposal } from '@/server/checks/rules/pasted'
import { hostOf, proposedService } from '@/server/checks/rules/proposed-service'
import { slugOf } from '@/server/kernel/slug'
import { type FormSchema, fieldsIn, isShown } from './form-schema'

/** A definition as the API answers it: the words of `plimsoll.yaml`, secrets hidden. */
export type Definition = Readonly<Record<string, unknown>>

/** What the form holds. */
export type Draft = {
  readonly type: string
  readonly title: string
  readonly name: string
  readonly service: string
  /** The title of a service that is made with the check; used while `service` is `NEW_SERVICE`. */
  readonly newService: string
  /** The team that answers for it; empty for none. */
  readonly owner: string
  readonly options: Definition
  /** Everything else that a check declares: interval, thresholds, tags. */
  readonly more: Definition
}

/** Stands in the list of services for one that is not there yet. No name begins so. */
export const NEW_SERVICE = '+'

export const NO_DRAFT: Draft = {
  type: 'http',
  title: '',
  name: '',
  service: '',
  newService: '',
  owner: '',
  options: {},
  more: { interval: '60s' },
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The draft of a check that exists. */
export function draftOf({ name, title, service, type, options, ...more }: Definition): Draft {
  return {
    type: text(type),
    title: text(title),
    name: text(name),
    service: text(service),
    newService: '',
    owner: '',
    options: fieldsIn(options),
    more,
  }
}

const LONGEST_NAME = 63
const LONGEST_TITLE = 120

/** The draft of a copy. A secret is never copied: it is entered anew, so that nobody sends it where it was not meant for. */
export function copyOf(definition: Definition): Draft {
  const draft = draftOf(definition)
  return {
    ...draft,
    name: `copy-of-${draft.name}`.slice(0, LONGEST_NAME).replace(/-+$/, ''),
    title: `Copy of ${draft.title || draft.name}`.slice(0, LONGEST_TITLE),
    options: fieldsIn(withoutSecrets(draft.options)),
  }
}

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((one) => !isHidden(one)).map(withoutSecrets)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).flatMap(([key, one]) => (isHidden(one) ? [] : [[key, withoutSecrets(one)]])))
}

/** The definition that a draft means, in the words of the file. */
export function definitionOf({ type, title, name, service, newService, options, more }: Draft) {
  return {
    name: name.trim(),
    ...(title.trim() !== '' && { title: title.trim() }),
    service: service === NEW_SERVICE ? slugOf(newService) : service,
    type,
    ...more,
    options,
  }
}

/** The service that is made with a check, in the words of the file; undefined where there is one already. */
export const newServiceOf = ({ service, newService, owner }: Draft) =>
  service === NEW_SERVICE ? { name: slugOf(newService), title: newService.trim(), ...(owner !== '' && { owner }) } : undefined

/** A draft in which the host says which service it is of: one that is there, else, where none was chosen, a new one. */
export function withService(
  draft: Draft,
  services: readonly { readonly name: string; readonly title: string }[],
  mayCreate: boolean,
): Draft {
  const proposed = proposedService(hostOf(draft.options), services)
  if (proposed === undefined) return draft
  if ('known' in proposed) return { ...draft, service: proposed.known }
  if (!mayCreate || (draft.service !== '' && draft.service !== NEW_SERVICE)) return draft
  return { ...draft, service: NEW_SERVICE, newService: proposed.title }
}

/** A draft with what was pasted in it. The service, the schedule and a name that was typed by hand stay as they were. */
export const withProposal = (draft: Draft, { type, title, name, options }: Proposal, named: boolean): Draft => ({
  ...draft,
  type,
  options,
  ...(!named && { title, name }),
})

/** What the form shows beside the options, in this order. */
export const FIRST_FIELDS = ['interval', 'slowAfter'] as const
export const FURTHER_FIELDS = [
  'timeout',
  'confirmInterval',
  'openAfter',
  'closeAfter',
  'critical',
  'severity',
  'consequence',
  'tags',
] as const
const OWN_FIELDS: readonly string[] = ['name', 'title', 'service', 'newService', ...FIRST_FIELDS, ...FURTHER_FIELDS]

export type Issue = { readonly path: string; readonly message: string }
export type Placed = { readonly at: Readonly<Record<string, string>>; readonly elsewhere: string }

/** Which sentence stands at which field; what no field shows is said above them. */
export function placed(issues: readonly Issue[], options: FormSchema): Placed {
  const at: Record<string, string> = {}
  const elsewhere: string[] = []
  for (const { path: given, message } of issues) {
    const path = given.replace(/^input\./, '')
    const [first = ''] = path.split(/[.[]/)
    const shown = OWN_FIELDS.includes(first) || (first === 'options' && path !== first && isShown(options, path.slice('options'.length)))
    if (!shown) elsewhere.push(path === '' ? sentence(message) : `${path}: ${sentence(message)}`)
    else at[path] = [at[path], sentence(message)].filter(Boolean).join(' ')
  }
  return { at, elsewhere: elsewhere.join(' ') }
}

/** "must be at least 1 s" as it stands at a field. */
const sentence = (message: string): string => `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.?!]$/.test(message) ? '' : '.'}`
