import { Refusal } from '../../kernel/errors'

/** Random bytes of a password that is made for somebody: 20 characters. */
export const MADE_PASSWORD_BYTES = 15

export const taken = (email: string) =>
  new Refusal('conflict', `Somebody with the address ${email} is there already.`, {
    issues: [{ path: 'email', message: 'belongs to somebody who is here already' }],
  })

export const lastAdmin = ({ id, name }: { readonly id: string; readonly name: string }) =>
  new Refusal('conflict', `${name} is the only administrator. Make somebody else one first.`, { id })
