'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useSubmit } from '@/components/account/use-submit'
import { AskForm } from '@/components/settings/ask-form'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { tellDone } from '@/components/ui/toast'

/** Puts one dead letter in the outbox again. */
export function SendAgain({ id }: { id: string }) {
  const router = useRouter()
  const submit = useSubmit({
    to: `/api/v1/notices/${id}/resend`,
    read: () => ({}),
    done: () => {
      tellDone('It is sent again.')
      router.refresh()
    },
  })
  return (
    <form onSubmit={submit.onSubmit}>
      <Button type="submit" size="small" busy={submit.busy}>
        Send again
      </Button>
      {submit.problem && (
        <p role="alert" className="text-12 text-status-down">
          {submit.problem}
        </p>
      )}
    </form>
  )
}

export type Which = Readonly<Partial<Record<'channel' | 'person' | 'incident' | 'since', string>>>

/** Sends all dead letters that fit again, after it was said what that means. */
export function SendAllAgain({ which, of }: { which: Which; of: string }) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  const submit = useSubmit<{ readonly sent: number }>({
    to: '/api/v1/notices/resend',
    read: () => which,
    done: ({ sent }) => {
      tellDone(sent === 1 ? '1 message is sent again.' : `${sent} messages are sent again.`)
      close()
      router.refresh()
    },
  })
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        Send all again
      </Button>
      <Dialog
        open={open}
        onOpenChange={(next) => next || close()}
        title="Send all again?"
        description={`Everything ${of} that was not delivered goes out now, also what tells of incidents that are over. At most 1,000 messages at once.`}
      >
        <AskForm submit={submit} close={close} verb="Send all again" />
      </Dialog>
    </>
  )
}
