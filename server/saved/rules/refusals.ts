import { type Actor, may, type Role } from '../../access/model'
import { Refusal } from '../../kernel/errors'
import type { SavedView } from '../model'

/** Who has views: a person. @throws Refusal for a key, which looks at no page */
export function beholderOf(actor: Actor): { readonly id: string; readonly name: string; readonly role: Role } {
  if (actor.kind === 'person') return actor
  throw new Refusal('forbidden', 'A saved view belongs to a person: sign in to keep one, see yours or change one.')
}

/** What is shared stands on the screens of others. @throws Refusal for whoever only reads */
export function refuseSharing(actor: Actor, sharedWith: readonly Role[]): void {
  if (sharedWith.length > 0 && !may(actor, 'comment'))
    throw new Refusal('forbidden', 'A viewer keeps views for themselves; ask a responder, an engineer or an administrator to share one.')
}

/** Whose it is changes it; what is shared an administrator too, also once its owner is gone. @throws Refusal for everybody else */
export function refuseForeign(actor: Actor, { isOwn, name, owner }: SavedView): void {
  if (isOwn || may(actor, 'manage-people')) return
  throw new Refusal(
    'forbidden',
    `"${name}" belongs to ${owner}, who can change it, as can an administrator. Save a copy under your own name.`,
  )
}
