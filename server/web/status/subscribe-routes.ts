import { z } from 'zod'
import { Attempts, sourceOf } from '../../access/rules/attempts'
import { sealKey } from '../../access/seal'
import { isAddress } from '../../alerts/channels/subscriber-webhook'
import { MINUTE } from '../../kernel/duration'
import { isRefusal, Refusal } from '../../kernel/errors'
import { type LinkDeed, readLinkToken, STATUS_KEY } from '../../status/addresses'
import type { StatusPage, SubscriberKind } from '../../status/model'
import { deleteSubscriber } from '../../status/queries'
import { sentencePage } from '../../status/rules/page'
import { confirm, subscribe } from '../../status/verbs/subscribe'
import type { WebApp } from '../app'
import type { IntakeAnswer, IntakeRequest, IntakeRoute } from '../intake'
import { baseOf, missing, pageAnswer, pageFor } from './routes'

/** One household asks for so many addresses; whoever asks for more floods somebody. */
const ASKED = { failures: 5, windowMs: 10 * MINUTE }
const BODY_BYTES = 4_096
/** Where an answer says something but nobody knows of which page. */
const NO_PAGE = { title: 'Status', description: null }

export type SubscribeParts = Pick<WebApp, 'sql' | 'clock' | 'ids' | 'settings' | 'config' | 'engine' | 'isPublicHost' | 'log' | 'book'>

type Told = {
  readonly heading: string
  readonly says: readonly string[]
  readonly deed?: { readonly path: string; readonly label: string }
}

/** The forms of a status page, and the links in what its subscribers get. They need no script and no session; what changes something is a POST. */
export function subscribeRoutes(app: SubscribeParts): readonly IntakeRoute[] {
  const { sql, clock, ids, settings, config, engine, isPublicHost, log, book } = app
  const key = sealKey(settings.secret, STATUS_KEY)
  const asked = new Attempts(ASKED)
  const ctx = { sql, clock, ids, key, url: settings.url }

  const tell = (page: StatusPage | undefined, request: IntakeRequest, status: number, told: Told): IntakeAnswer => {
    const shown = page ? { title: page.title, description: page.description ?? null } : NO_PAGE
    return pageAnswer(status, sentencePage(shown, page ? baseOf(page, request) : '', told))
  }

  async function ask(page: StatusPage, body: Buffer, from: string): Promise<Told> {
    const { kind, address } = fieldsOf(body)
    const wait = asked.waitSeconds(sourceOf(from), clock.elapsedMs())
    if (wait > 0)
      throw new Refusal('too-many', 'Too many subscriptions were asked for from your network. Try again in ten minutes.', {
        retryAfterSeconds: wait,
      })
    asked.attempt(sourceOf(from), clock.elapsedMs())
    const offered = kind === 'email' ? page.mail !== undefined : page.webhooks
    if (!offered) throw new Refusal('not-found', 'This page takes no such subscriptions.')
    // The same answer for a name that there is not, so that nobody learns which names there are.
    const reaches = kind === 'email' || (await isPublicHost(new URL(address).hostname.replace(/^\[(.*)\]$/, '$1')))
    if (reaches && (await subscribe({ ...ctx, maxSubscribers: config.settings.get('status.maxSubscribers') }, page, { kind, address })))
      engine.request({ kind: 'send-notices' }).catch((cause) => log.debug('The engine looks for letters by itself', { cause }))
    return {
      heading: 'One more step',
      says: [
        kind === 'email'
          ? `If ${address} is not subscribed yet, a mail is on its way there. Open its link to confirm.`
          : 'If this address is not subscribed yet, a message with a link to confirm, and the secret that signs what follows, is on its way there.',
      ],
    }
  }

  const submit: IntakeRoute = {
    method: 'POST',
    path: '/status/:name/subscribe',
    right: 'anyone',
    maxBodyBytes: BODY_BYTES,
    async answer(request) {
      // Read first, whatever comes of it, so that the answer is not cut off with what nobody read.
      const body = await request.body()
      const page = await pageFor(book, request)
      if (page?.visibility !== 'public') return missing()
      try {
        return tell(page, request, 200, await ask(page, body, request.address))
      } catch (cause) {
        if (!isRefusal(cause)) throw cause
        const status = cause.code === 'too-many' ? 429 : cause.code === 'unavailable' ? 503 : cause.code === 'not-found' ? 404 : 422
        return tell(page, request, status, { heading: 'You are not subscribed', says: [cause.message] })
      }
    },
  }

  /** A link of a letter: opening it asks, since programs open links too; pressing the button does it. */
  const link = (
    deed: LinkDeed,
    words: { readonly heading: string; readonly says: string; readonly label: string },
    act: (page: StatusPage | undefined, id: string) => Promise<{ readonly status: number; readonly told: Told }>,
  ): readonly IntakeRoute[] => {
    const path = `/status/:name/${deed}/:token`
    const opened = async (request: IntakeRequest) => {
      const page = (await book.pages()).find(({ name, visibility }) => name === request.params.name && visibility === 'public')
      return { page, id: readLinkToken(key, deed, request.params.token ?? '') }
    }
    return [
      {
        method: 'GET',
        path,
        right: 'anyone',
        async answer(request) {
          const { page, id } = await opened(request)
          if (id === undefined) return missing()
          const { heading, says, label } = words
          const deedOf = { path: `/${deed}/${request.params.token ?? ''}`, label }
          // Without its page the address is all that is known.
          const base = page ? baseOf(page, request) : `/status/${request.params.name ?? ''}`
          return pageAnswer(
            200,
            sentencePage(page ? { title: page.title, description: null } : NO_PAGE, base, { heading, says: [says], deed: deedOf }),
          )
        },
      },
      {
        method: 'POST',
        path,
        right: 'anyone',
        maxBodyBytes: BODY_BYTES,
        async answer(request) {
          await request.body()
          const { page, id } = await opened(request)
          if (id === undefined) return missing()
          const { status, told } = await act(page, id)
          return tell(page, request, status, told)
        },
      },
    ]
  }

  return [
    submit,
    ...link(
      'confirm',
      {
        heading: 'Be told of incidents?',
        says: 'You are told of everything that is said on this page, until you end it.',
        label: 'Yes, tell me',
      },
      async (page, id) =>
        page && (await confirm(ctx, page, id))
          ? { status: 200, told: { heading: 'You are subscribed', says: ['You will be told of what is said on this page.'] } }
          : { status: 410, told: { heading: 'This link has expired', says: ['Subscribe again, and open the new link within two days.'] } },
    ),
    ...link(
      'unsubscribe',
      { heading: 'Hear no more?', says: 'You will not be told of incidents any more.', label: 'Unsubscribe' },
      async (_page, id) => {
        await deleteSubscriber(sql, id)
        return { status: 200, told: { heading: 'You are unsubscribed', says: ['You hear no more of this page.'] } }
      },
    ),
  ]
}

const Email = z.email().max(254)

/** @throws Refusal `invalid` with a sentence for whoever filled in the form */
function fieldsOf(body: Buffer): { readonly kind: SubscriberKind; readonly address: string } {
  const form = new URLSearchParams(body.toString('utf8'))
  const [kind, address] = [form.get('kind'), (form.get('address') ?? '').trim()]
  if (kind === 'email' && Email.safeParse(address).success) return { kind, address }
  if (kind === 'webhook' && isAddress(address)) return { kind, address: new URL(address).href }
  throw new Refusal(
    'invalid',
    kind === 'webhook'
      ? 'The webhook needs an address that begins with https://.'
      : 'This is not an e-mail address. Write it like ada@zebra.example.',
  )
}
