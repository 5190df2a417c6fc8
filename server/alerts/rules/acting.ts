import type { LinkVerb } from '../../access/action-token'
import type { NoticeKind } from '../model'

/** What calls for somebody; a briefing does not, and what is over needs nothing. */
const ACTS: readonly NoticeKind[] = ['page', 'news', 'reminder']
const LINKS: readonly LinkVerb[] = ['acknowledge', 'escalate']
const BUTTONS: readonly LinkVerb[] = ['acknowledge', 'escalate', 'resolve']

export type Acting = {
  readonly kind: NoticeKind
  readonly person: string | null
  readonly channelKind: string
  readonly hasButtons: boolean
}

/** What a message of an incident offers to do. Many may read a mailbox that is nobody's own, and whoever forwards its mail forwards the link: it offers nothing. */
export function verbsOf({ kind, person, channelKind, hasButtons }: Acting): readonly LinkVerb[] {
  const isSharedMailbox = channelKind === 'email' && person === null
  if (isSharedMailbox || !ACTS.includes(kind)) return []
  return hasButtons ? BUTTONS : LINKS
}
