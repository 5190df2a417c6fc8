'use client'
import { useRouter } from 'next/navigation'
import { type RefObject, useRef, useState } from 'react'
import { type Sending, type Submit, useSubmit } from '@/components/account/use-submit'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

/** A form that makes a secret, which is shown until it was taken; then the cursor is back at the name. */
export function useMadeOnce<Made>(sending: Pick<Sending<Made>, 'to' | 'read'>) {
  const router = useRouter()
  const name = useRef<HTMLInputElement>(null)
  const [made, setMade] = useState<Made>()
  const submit = useSubmit<Made>({
    ...sending,
    done: (answer, form) => {
      form.reset()
      setMade(answer)
      router.refresh()
    },
  })
  const taken = () => {
    setMade(undefined)
    name.current?.focus()
  }
  return { made, taken, submit, name }
}

/** What stands in the field for days; null, which is refused there, when nothing does. */
export function daysIn(fields: FormData): number | null {
  const text = String(fields.get('expiresInDays') ?? '')
  return text === '' ? null : Number(text)
}

export type NameAndDaysProps = {
  submit: Pick<Submit, 'errorAt'>
  name: RefObject<HTMLInputElement | null>
  hint: string
  placeholder: string
  autoComplete?: 'off'
}

/** What every key needs: a name, and for how long. */
export function NameAndDays({ submit: { errorAt }, name, hint, ...rest }: NameAndDaysProps) {
  return (
    <div className="grid max-w-[560px] gap-5 md:grid-cols-[1fr_160px]">
      <Field label="Name" hint={hint} error={errorAt('name')}>
        {(ids) => <Input {...ids} {...rest} ref={name} name="name" maxLength={80} required />}
      </Field>
      <Field label="Valid for" hint="Days, at most 730." error={errorAt('expiresInDays')}>
        {(ids) => <Input {...ids} name="expiresInDays" type="number" min={1} max={730} defaultValue={365} required />}
      </Field>
    </div>
  )
}
