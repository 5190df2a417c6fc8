'use client'
import { useRouter } from 'next/navigation'
import { useSubmit } from '@/components/account/use-submit'
import { AskForm } from '@/components/settings/ask-form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Checkbox, Input } from '@/components/ui/input'
import { tellDone } from '@/components/ui/toast'
import { silenceOf } from './silence-fields'

/** What an address asks to be silenced: `service:shop`, `check:shop-front`. */
export type About = { readonly kind: 'service' | 'check'; readonly name: string }
export function silencedIn(text: string | null): About | undefined {
  const [, kind, name = ''] = /^(service|check):(.{1,120})$/.exec(text ?? '') ?? []
  return kind === 'service' || kind === 'check' ? { kind, name } : undefined
}

/** Asks what is to be quiet, for how long, and why. */
export function SilenceDialog({ about, close }: { about?: About | undefined; close: () => void }) {
  const router = useRouter()
  const submit = useSubmit({
    to: '/api/v1/silences',
    read: silenceOf,
    at: { matcher: 'services' },
    done: () => {
      tellDone('It is silenced.')
      close()
      router.refresh()
    },
  })
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title="Silence alerts"
      description="Nobody is told of what matches while it lasts. The end of an incident is told to whoever knows of it."
    >
      <AskForm submit={submit} close={close} verb="Silence">
        <Field
          label="Services"
          hint="Names, with commas between; shop-* for all that begin so."
          error={submit.errorAt('services')}
          optional
        >
          {(ids) => <Input {...ids} name="services" defaultValue={about?.kind === 'service' ? about.name : undefined} />}
        </Field>
        <Field label="Checks" hint="Where both are given, both must fit." error={submit.errorAt('checks')} optional>
          {(ids) => <Input {...ids} name="checks" defaultValue={about?.kind === 'check' ? about.name : undefined} />}
        </Field>
        <Field label="How long" hint="30min, 2h, 1d; 30 days at most." error={submit.errorAt('lasts')}>
          {(ids) => <Input {...ids} name="lasts" defaultValue="2h" />}
        </Field>
        <Field label="Until" hint="In the place of how long." error={submit.errorAt('until')} optional>
          {(ids) => <Input {...ids} type="datetime-local" name="until" />}
        </Field>
        <Field label="Why" error={submit.errorAt('reason')}>
          {(ids) => <Input {...ids} name="reason" maxLength={300} />}
        </Field>
        <label htmlFor="silence-everything" className="flex min-h-7 items-center gap-2.5 text-13 max-md:min-h-11">
          <Checkbox id="silence-everything" name="everything" />
          Everything, where neither a service nor a check is named: nobody is told of anything
        </label>
      </AskForm>
    </Dialog>
  )
}

/** Ends a silence at once. */
export function EndSilence({ id, of }: { id: string; of: string }) {
  const router = useRouter()
  const submit = useSubmit({
    to: `/api/v1/silences/${id}/end`,
    read: () => ({}),
    done: () => {
      tellDone('The silence has ended.', { description: 'What still lasts is told now.' })
      router.refresh()
    },
  })
  return (
    <form onSubmit={submit.onSubmit}>
      <Button type="submit" size="small" variant="ghost" busy={submit.busy} aria-label={`End the silence of ${of}`}>
        End
      </Button>
      {submit.problem && (
        <p role="alert" className="text-12 text-status-down">
          {submit.problem}
        </p>
      )}
    </form>
  )
}
