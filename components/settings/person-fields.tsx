'use client'
import { useId, useState } from 'react'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { PASSWORD_MIN, ROLES, type Role } from '@/server/access/model'

/** What each role is for, in one line; the manual has the table of rights. */
const ROLE_SENTENCES: Readonly<Record<Role, string>> = {
  viewer: 'sees what fails, without what it costs',
  executive: 'sees everything and what it costs, works no incident',
  responder: 'works on incidents, pauses and runs checks',
  engineer: 'as a responder, and creates and changes checks and services',
  admin: 'may do everything, also on this page',
}

const CHOICE = 'flex min-h-8 items-baseline gap-2.5 text-13 max-md:min-h-11 max-md:items-center'

/** One of the roles, each with what it is for. */
export function RoleField({ initial, error }: { initial: Role; error?: string | undefined }) {
  const id = useId()
  return (
    <fieldset aria-describedby={error && id}>
      <legend className="pb-1 font-medium text-13">Role</legend>
      {ROLES.map((role) => (
        <label key={role} htmlFor={`${id}-${role}`} className={CHOICE}>
          <input
            type="radio"
            id={`${id}-${role}`}
            name="role"
            value={role}
            defaultChecked={role === initial}
            className="size-4 shrink-0 translate-y-0.5 accent-accent"
          />
          <span>
            <span className="font-medium">{role}</span> <span className="text-12 text-ink-2">{ROLE_SENTENCES[role]}</span>
          </span>
        </label>
      ))}
      {error && (
        <p id={id} role="alert" className="pt-1 text-12 text-status-down">
          {error}
        </p>
      )}
    </fieldset>
  )
}

/** A password that Plimsoll makes, or one that is typed. */
export function PasswordField({ error }: { error: string | undefined }) {
  const id = useId()
  const [typed, setTyped] = useState(false)
  return (
    <>
      <fieldset>
        <legend className="pb-1 font-medium text-13">Password</legend>
        <div className="flex flex-wrap gap-x-6">
          {[false, true].map((own) => (
            <label key={String(own)} htmlFor={`${id}-${own}`} className={CHOICE}>
              <input
                type="radio"
                id={`${id}-${own}`}
                name="own"
                value={own ? 'typed' : 'made'}
                checked={typed === own}
                onChange={() => setTyped(own)}
                className="size-4 shrink-0 translate-y-0.5 accent-accent"
              />
              {own ? 'Type one' : 'Make one, and show it once'}
            </label>
          ))}
        </div>
      </fieldset>
      {typed && (
        <Field label="New password" hint={`At least ${PASSWORD_MIN} characters; a few words will do.`} error={error}>
          {(ids) => <Input {...ids} name="password" type="text" autoComplete="off" spellCheck={false} minLength={PASSWORD_MIN} required />}
        </Field>
      )}
    </>
  )
}

/** What a password field says to the API: nothing where Plimsoll is to make one. */
export const passwordIn = (fields: FormData): { readonly password?: FormDataEntryValue | null } =>
  fields.get('own') === 'typed' ? { password: fields.get('password') } : {}
