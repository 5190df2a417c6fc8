'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { Time } from '@/components/live/time'
import { send } from '@/components/live/use-verb'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'
import { Section } from '@/components/ui/section'
import { tellDone, tellFailed } from '@/components/ui/toast'
import { useHydrated } from '@/components/ui/use-hydrated'
import type { OwnContactRow, OwnContactsView } from '@/server/web/own-contacts'
import { forgetThisBrowser, isSubscribed, notifyThisBrowser, thisBrowser } from './browser-push'
import { ProblemLine } from './problem-line'
import { useSubmit } from './use-submit'

/** What the link of a message brought along. */
export type Given = { readonly contact: string; readonly code: string }

/** By which ways somebody can be reached: their own, each confirmed by a code that was sent there (ALR-12). */
export function ContactsSection({ view: { contacts, channels }, email, given }: { view: OwnContactsView; email: string; given: Given }) {
  const browser = channels.find((channel): channel is typeof channel & { key: string } => channel.key !== null)
  const others = channels.filter(({ key }) => key === null)
  const isMailed = channels.some(({ kind }) => kind === 'email')
  return (
    <Section
      title="How you are reached"
      state={
        channels.length > 0
          ? { kind: 'ready' }
          : {
              kind: 'empty',
              says: 'No channel here takes the address of a person yet. An administrator declares one, of mail or for browsers, in plimsoll.yaml.',
            }
      }
    >
      <p className="max-w-[68ch] pb-3 text-13 text-ink-2">
        The first way that works is used, and every browser besides.
        {isMailed && ` Without a way of your own, mail goes to ${email}.`} What is not confirmed is not used.
      </p>
      {contacts.length > 0 && (
        <ul className="pb-4">
          {contacts.map((contact) => (
            <Contact key={contact.id} contact={contact} code={given.contact === contact.id ? given.code : ''} />
          ))}
        </ul>
      )}
      {browser && <NotifyThisBrowser channel={browser} />}
      {others.length > 0 && <AddContact channels={others} />}
    </Section>
  )
}

function Contact({
  contact: { id, channel, address, label, verifiedAt, goneAt, isBrowser, replaces },
  code,
}: {
  contact: OwnContactRow
  code: string
}) {
  const router = useRouter()
  const known = useHydrated() ? thisBrowser() : null
  const isHere = known !== null && (known === id || known === replaces)
  const isDropped = useIsDropped(isHere && verifiedAt !== null && goneAt === null)
  const name = label ?? address ?? channel
  const remove = async () => {
    const answer = await send(`/api/v1/account/contacts/${id}`, 'DELETE', {})
    if ('problem' in answer) return tellFailed(answer.problem.title)
    if (isHere) await forgetThisBrowser().catch(() => undefined)
    tellDone(`You are not reached by ${name} any more.`)
    router.refresh()
  }
  return (
    <li aria-label={name} className="grid gap-2 border-line border-b py-2.5 text-13 last:border-b-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-0 break-all font-medium">{name}</span>
        <span className="text-12 text-ink-3">{label && address ? `${address}, ${channel}` : channel}</span>
        {isHere && <Badge>this browser</Badge>}
        {goneAt || isDropped ? <Badge tone="down">gone</Badge> : !verifiedAt && <Badge tone="degraded">not confirmed</Badge>}
        <span className="ml-auto text-12 text-ink-2">
          {!goneAt && verifiedAt && (
            <>
              confirmed <Time at={verifiedAt} form="day" />
            </>
          )}
        </span>
        <Button size="small" onClick={() => void remove()} aria-label={`Remove ${name}`}>
          Remove
        </Button>
      </div>
      {goneAt && (
        <p className="text-12 text-ink-2">
          It said on <Time at={goneAt} form="day" /> that nobody is there any more, and is not used since.
          {isBrowser ? ' Notify that browser again if you want it to be.' : ''}
        </p>
      )}
      {isDropped && (
        <p role="alert" className="text-12 text-ink-2">
          This browser has let go of its subscription, so nothing arrives here. Press “Notify this browser” if you want it to.
        </p>
      )}
      {!goneAt && !verifiedAt && <Confirm id={id} code={code} isBrowser={isBrowser} />}
    </li>
  )
}

/** Whether this browser would get nothing although the server sends to it. */
function useIsDropped(isAsked: boolean): boolean {
  const [isDropped, setDropped] = useState(false)
  useEffect(() => {
    if (!isAsked) return
    let isLeft = false
    isSubscribed().then(
      (is) => !isLeft && setDropped(!is),
      () => undefined,
    )
    return () => {
      isLeft = true
    }
  }, [isAsked])
  return isAsked && isDropped
}

function Confirm({ id, code, isBrowser }: { id: string; code: string; isBrowser: boolean }) {
  const router = useRouter()
  const submit = useSubmit<undefined>({
    to: `/api/v1/account/contacts/${id}/verify`,
    done: () => {
      tellDone('You are reached here from now on.')
      router.refresh()
    },
  })
  return (
    <form onSubmit={submit.onSubmit} className="flex flex-wrap items-end gap-2" noValidate>
      <Field
        label="Code"
        hint={
          isBrowser
            ? 'It stands in the notification, if that did not confirm itself.'
            : 'Six digits, sent there. They count for 30 minutes.'
        }
        error={submit.errorAt('code') ?? submit.problem}
      >
        {(ids) => (
          <Input {...ids} name="code" inputMode="numeric" autoComplete="one-time-code" maxLength={6} defaultValue={code} required />
        )}
      </Field>
      <Button type="submit" busy={submit.busy} className="mb-6">
        Confirm
      </Button>
    </form>
  )
}

const LOOK_EVERY_MS = 1_000
const LOOKS = 15

function NotifyThisBrowser({ channel }: { channel: { readonly name: string; readonly key: string } }) {
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const start = async () => {
    setBusy(true)
    setProblem(undefined)
    const done = await notifyThisBrowser(channel)
    if ('problem' in done) setProblem(done.problem)
    else {
      router.refresh()
      if (await isConfirmed(done.id)) tellDone('This browser is notified from now on.', { description: 'The first message has arrived.' })
      else
        setProblem('The first message has not arrived yet. Once it does, this browser confirms itself; its code can be entered above too.')
      router.refresh()
    }
    setBusy(false)
  }
  return (
    <div className="grid justify-items-start gap-2 pb-5">
      <Button variant="solid" busy={busy} onClick={() => void start()}>
        Notify this browser
      </Button>
      <p className="text-12 text-ink-3">
        Also while Plimsoll is not open here. Your browser asks you first, then gets one message as a proof.
      </p>
      <ProblemLine says={problem} />
    </div>
  )
}

async function isConfirmed(id: string): Promise<boolean> {
  for (let look = 0; look < LOOKS; look++) {
    await new Promise((resolve) => window.setTimeout(resolve, LOOK_EVERY_MS))
    const answer = await fetch('/api/v1/account/contacts', { headers: { accept: 'application/json' } }).catch(() => undefined)
    const view: OwnContactsView | undefined = answer?.ok ? await answer.json() : undefined
    if (view?.contacts.some((contact) => contact.id === id && contact.verifiedAt !== null)) return true
  }
  return false
}

function AddContact({ channels }: { channels: OwnContactsView['channels'] }) {
  const router = useRouter()
  const submit = useSubmit<{ readonly id: string }>({
    to: '/api/v1/account/contacts',
    done: (_answer, form) => {
      form.reset()
      tellDone('A code is on its way.', { description: 'Enter it here, and you are reached there.' })
      router.refresh()
    },
  })
  return (
    <form onSubmit={submit.onSubmit} className="grid max-w-[420px] gap-3 border-line border-t pt-4 pb-5" noValidate>
      <ProblemLine says={submit.problem} />
      <Field label="Another way" error={submit.errorAt('channel')}>
        {(ids) => (
          <Select {...ids} name="channel">
            {channels.map(({ name, label }) => (
              <option key={name} value={name}>
                {label} ({name})
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Address" hint="As the channel knows you: an e-mail address, a number, a name." error={submit.errorAt('address')}>
        {(ids) => <Input {...ids} name="address" autoComplete="off" required />}
      </Field>
      <Button type="submit" busy={submit.busy} className="justify-self-start">
        Send a code there
      </Button>
    </form>
  )
}
