'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ProblemLine } from '@/components/account/problem-line'
import { useSubmit } from '@/components/account/use-submit'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { tellDone } from '@/components/ui/toast'
import { PasswordField, passwordIn, RoleField } from './person-fields'
import { ShownOnce } from './shown-once'

type Added = { readonly name: string; readonly email: string; readonly password?: string }

/** Asks for what a person needs to come in, and shows the password that was made. */
export function AddPersonDialog({ close }: { close: () => void }) {
  const router = useRouter()
  const [made, setMade] = useState<Added & { readonly password: string }>()
  const submit = useSubmit<Added>({
    to: '/api/v1/people',
    read: (fields) => ({ name: fields.get('name'), email: fields.get('email'), role: fields.get('role'), ...passwordIn(fields) }),
    done: ({ password, ...person }) => {
      router.refresh()
      if (password !== undefined) return setMade({ ...person, password })
      tellDone(`${person.name} may sign in now.`)
      close()
    },
  })
  return (
    <Dialog open onOpenChange={(open) => open || close()} title={made ? `${made.name} may sign in now` : 'Add a person'}>
      {made ? (
        <ShownOnce noun="password" text={made.password} done={close}>
          The first password of {made.email}, shown this once. They can change it on their account page.
        </ShownOnce>
      ) : (
        <form onSubmit={submit.onSubmit} className="grid gap-4" noValidate>
          <ProblemLine says={submit.problem} />
          <Field label="Name" hint="As it stands beside what they do: “Acknowledged by Ada”." error={submit.errorAt('name')}>
            {(ids) => <Input {...ids} name="name" autoComplete="off" maxLength={80} required />}
          </Field>
          <Field label="E-mail" error={submit.errorAt('email')}>
            {(ids) => <Input {...ids} name="email" type="email" autoComplete="off" required />}
          </Field>
          <RoleField initial="viewer" error={submit.errorAt('role')} />
          <PasswordField error={submit.errorAt('password')} />
          <footer className="flex justify-end gap-2">
            <Button onClick={close}>Cancel</Button>
            <Button type="submit" variant="solid" busy={submit.busy}>
              Add person
            </Button>
          </footer>
        </form>
      )}
    </Dialog>
  )
}
