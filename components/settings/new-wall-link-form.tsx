'use client'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { ProblemLine } from '@/components/account/problem-line'
import { useSubmit } from '@/components/account/use-submit'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { ShownOnce } from './shown-once'

type Made = { readonly name: string; readonly url: string }

/** Makes a link for one screen, and shows it this once. */
export function NewWallLinkForm() {
  const router = useRouter()
  const name = useRef<HTMLInputElement>(null)
  const [made, setMade] = useState<Made>()
  const submit = useSubmit<Made>({
    to: '/api/v1/session/wall',
    read: (fields) => ({ name: fields.get('name'), expiresInDays: Number(fields.get('expiresInDays')) }),
    done: (link, form) => {
      form.reset()
      setMade(link)
      router.refresh()
    },
  })
  const taken = () => {
    setMade(undefined)
    name.current?.focus()
  }
  return (
    <>
      {made && (
        <ShownOnce key={made.url} noun="link" text={made.url} done={taken}>
          The link “{made.name}”, shown this once. Open it in the browser of the screen; treat it as a key.
        </ShownOnce>
      )}
      <form onSubmit={submit.onSubmit} className="grid gap-5 pt-2 pb-6" noValidate>
        <ProblemLine says={submit.problem} />
        <div className="grid max-w-[560px] gap-5 md:grid-cols-[1fr_160px]">
          <Field label="Name" hint="Where the screen hangs." error={submit.errorAt('name')}>
            {(ids) => <Input {...ids} ref={name} name="name" placeholder="hall screen" autoComplete="off" maxLength={80} required />}
          </Field>
          <Field label="Valid for" hint="Days, at most 730." error={submit.errorAt('expiresInDays')}>
            {(ids) => <Input {...ids} name="expiresInDays" type="number" min={1} max={730} defaultValue={365} required />}
          </Field>
        </div>
        <Button type="submit" busy={submit.busy} className="justify-self-start">
          Make link
        </Button>
      </form>
    </>
  )
}
