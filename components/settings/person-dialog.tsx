'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useSubmit } from '@/components/account/use-submit'
import { Dialog } from '@/components/ui/dialog'
import { tellDone } from '@/components/ui/toast'
import type { Person } from '@/server/access/model'
import { AskForm } from './ask-form'
import { PasswordField, passwordIn, RoleField } from './person-fields'
import { ShownOnce } from './shown-once'

export type Asking = 'role' | 'password' | 'remove'

type AskProps = { person: Person; isMe: boolean; close: () => void }

/** Asks for one change to a person, and says what it does before it is done. */
export function PersonDialog({ asking, ...ask }: AskProps & { asking: Asking }) {
  if (asking === 'role') return <AskRole {...ask} />
  return asking === 'password' ? <AskPassword {...ask} /> : <AskRemove {...ask} />
}

function AskRole({ person: { id, name, role }, isMe, close }: AskProps) {
  const router = useRouter()
  const submit = useSubmit<Person>({
    to: `/api/v1/people/${id}/role`,
    method: 'PUT',
    read: (fields) => ({ role: fields.get('role') }),
    done: (changed) => {
      if (changed.role !== role) tellDone(`${name} is ${changed.role} now.`)
      close()
      router.refresh()
    },
  })
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={`Role of ${name}`}
      description={
        isMe ? 'This is you: with another role than admin you lose this page.' : 'It holds at once; their open screens start anew.'
      }
    >
      <AskForm submit={submit} close={close} verb="Change role">
        <RoleField initial={role} error={submit.errorAt('role')} />
      </AskForm>
    </Dialog>
  )
}

function AskPassword({ person: { id, name, email }, close }: AskProps) {
  const [made, setMade] = useState<string>()
  const submit = useSubmit<{ readonly password?: string }>({
    to: `/api/v1/people/${id}/password`,
    read: passwordIn,
    done: ({ password }) => {
      if (password !== undefined) return setMade(password)
      tellDone(`${name} has a new password.`, { description: 'Their sessions have ended.' })
      close()
    },
  })
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={`New password for ${name}`}
      description={made === undefined ? 'The old one ends, and so do all their sessions.' : undefined}
    >
      {made === undefined ? (
        <AskForm submit={submit} close={close} verb="Set password">
          <PasswordField error={submit.errorAt('password')} />
        </AskForm>
      ) : (
        <ShownOnce noun="password" text={made} done={close}>
          The new password of {email}, shown this once. They can change it on their account page.
        </ShownOnce>
      )}
    </Dialog>
  )
}

function AskRemove({ person: { id, name, email }, isMe, close }: AskProps) {
  const router = useRouter()
  const submit = useSubmit<undefined>({
    to: `/api/v1/people/${id}`,
    method: 'DELETE',
    read: () => ({}),
    done: () => {
      tellDone(`${name} is removed.`)
      close()
      router.refresh()
    },
  })
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={`Remove ${name}?`}
      description={`${isMe ? 'This is you: you are signed out at once. ' : ''}${email} cannot sign in any more, and open sessions end. What ${isMe ? 'you' : 'they'} did stays in the audit log and in incidents under the name.`}
    >
      <AskForm submit={submit} close={close} verb="Remove" cancel="Keep them" danger />
    </Dialog>
  )
}
