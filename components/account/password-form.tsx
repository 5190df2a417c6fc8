'use client'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { tellDone } from '@/components/ui/toast'
import { PASSWORD_MIN } from '@/server/access/model'
import { ProblemLine } from './problem-line'
import { useSubmit } from './use-submit'

export function PasswordForm({ email }: { email: string }) {
  const submit = useSubmit<undefined>({
    to: '/api/v1/session/password',
    read: (fields) => ({ current: fields.get('current'), password: fields.get('password') }),
    done: (_answer, form) => {
      form.reset()
      tellDone('Your password is changed.', { description: 'Your other sessions have ended.' })
    },
  })
  return (
    <form onSubmit={submit.onSubmit} className="grid max-w-[360px] gap-5 pt-2 pb-6" noValidate>
      <ProblemLine says={submit.problem} />
      <input type="hidden" name="email" autoComplete="username" value={email} readOnly />
      <Field label="Current password" error={submit.errorAt('current')}>
        {(ids) => <Input {...ids} name="current" type="password" autoComplete="current-password" required />}
      </Field>
      <Field label="New password" hint={`At least ${PASSWORD_MIN} characters. Your other sessions end.`} error={submit.errorAt('password')}>
        {(ids) => <Input {...ids} name="password" type="password" autoComplete="new-password" minLength={PASSWORD_MIN} required />}
      </Field>
      <Button type="submit" busy={submit.busy} className="justify-self-start">
        Change password
      </Button>
    </form>
  )
}
