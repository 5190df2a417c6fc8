'use client'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { PASSWORD_MIN } from '@/server/access/model'
import { ProblemLine } from './problem-line'
import { useSubmit } from './use-submit'

export type SetupFormProps = {
  token: string
  name: string
  email: string
  /** What was refused before, where the form was sent without JavaScript. */
  problem: string | undefined
}

export function SetupForm({ token, name, email, problem }: SetupFormProps) {
  const submit = useSubmit<{ landing: string }>({ to: '/api/v1/session/setup', done: ({ landing }) => window.location.assign(landing) })
  return (
    <form method="post" action="/api/v1/session/setup" onSubmit={submit.onSubmit} className="grid gap-5" noValidate>
      <ProblemLine says={submit.problem ?? submit.errorAt('token') ?? (submit.busy ? undefined : problem)} />
      <input type="hidden" name="token" value={token} />
      <Field label="Your name" hint="As it stands beside what you do: “Acknowledged by Ada”." error={submit.errorAt('name')}>
        {(ids) => <Input {...ids} name="name" autoComplete="name" autoFocus defaultValue={name} maxLength={80} required />}
      </Field>
      <Field label="E-mail" error={submit.errorAt('email')}>
        {(ids) => <Input {...ids} name="email" type="email" autoComplete="username" defaultValue={email} required />}
      </Field>
      <Field label="Password" hint={`At least ${PASSWORD_MIN} characters; a few words will do.`} error={submit.errorAt('password')}>
        {(ids) => <Input {...ids} name="password" type="password" autoComplete="new-password" minLength={PASSWORD_MIN} required />}
      </Field>
      <Button type="submit" variant="solid" busy={submit.busy} className="justify-self-start">
        Become the administrator
      </Button>
    </form>
  )
}
