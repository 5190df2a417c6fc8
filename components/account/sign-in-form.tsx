'use client'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { ProblemLine } from './problem-line'
import { useSubmit } from './use-submit'

export type SignInFormProps = {
  email: string
  returnTo: string
  /** What was refused before, where the form was sent without JavaScript. */
  problem: string | undefined
}

export function SignInForm({ email, returnTo, problem }: SignInFormProps) {
  const submit = useSubmit<{ landing: string }>({ to: '/api/v1/session', done: ({ landing }) => window.location.assign(landing) })
  const wrong = submit.errorAt('password') && 'The e-mail address or the password is wrong.'
  return (
    <form method="post" action="/api/v1/session" onSubmit={submit.onSubmit} className="grid gap-5" noValidate>
      <ProblemLine says={submit.problem ?? (submit.busy || wrong ? undefined : problem)} />
      <Field label="E-mail" error={submit.errorAt('email')}>
        {(ids) => <Input {...ids} name="email" type="email" autoComplete="username" autoFocus={!email} defaultValue={email} required />}
      </Field>
      <Field label="Password" error={wrong}>
        {(ids) => <Input {...ids} name="password" type="password" autoComplete="current-password" autoFocus={Boolean(email)} required />}
      </Field>
      {returnTo && <input type="hidden" name="returnTo" value={returnTo} />}
      <Button type="submit" variant="solid" busy={submit.busy} className="justify-self-start">
        Sign in
      </Button>
    </form>
  )
}
