'use client'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type FormEvent, useRef } from 'react'
import { Time } from '@/components/live/time'
import { useActions } from '@/components/shell/actions'
import { Button, buttonClass } from '@/components/ui/button'
import { SearchInput, Select } from '@/components/ui/input'
import { Section, type SectionState } from '@/components/ui/section'
import type { PagingLogView } from '@/server/views/paging'
import { isFiltered, type LOG_TIMES, type LogFilter, logAddress, readLogFilter } from '@/server/views/rules/log-filter'
import { DeliveryLog } from './delivery-log'
import { nameOf } from './on-call-words'
import { PagingColumn } from './paging-column'
import { Reread } from './reread'
import { SendAllAgain } from './resend'

/** Every message with what became of it, by filters and pages; it follows what happens. */
export function LogPage({ view: { filter, outbox, channels, names, page, may } }: { view: PagingLogView }) {
  const router = useRouter()
  const known = page.kind === 'ready' ? page.value : undefined
  const state: SectionState =
    page.kind === 'missing'
      ? { kind: 'failed', says: page.says, still: 'Messages are sent all the same.', onRetry: () => router.refresh() }
      : page.value.rows.length === 0
        ? { kind: 'empty', says: emptyWords(filter, page.value.searchedBackTo !== null) }
        : { kind: 'ready' }
  return (
    <PagingColumn on="log" lead="Every message that Plimsoll made, with the answer that it got.">
      <Reread initial={outbox} />
      {/* What is chosen belongs to its address: another address begins anew. */}
      <FilterForm key={logAddress({ ...filter, before: undefined })} filter={filter} channels={channels} names={names} />
      <Section
        title={filter.before ? 'Older messages' : 'Newest messages'}
        aside={
          filter.state === 'dead' && may.resend && (known?.rows.length ?? 0) > 0 && filter.text === '' && filter.severity === '' ? (
            <SendAllAgain which={whichOf(filter)} of={isFiltered({ ...filter, state: '' }) ? 'that is chosen here and' : ''} />
          ) : undefined
        }
        state={state}
      >
        {known && <DeliveryLog rows={known.rows} names={names} mayResend={may.resend} />}
      </Section>
      {known && <Turn filter={filter} next={known.next} searchedBackTo={known.searchedBackTo} />}
    </PagingColumn>
  )
}

const whichOf = ({ channel, person, incident }: LogFilter) => ({
  ...(channel && { channel }),
  ...(person && { person }),
  ...(incident && { incident }),
})

function emptyWords(filter: LogFilter, goesOn: boolean): string {
  if (goesOn) return 'Nothing that far back is like this; there is more before.'
  if (isFiltered(filter)) return 'Nothing is like this. Choose less, or show everything.'
  return filter.before
    ? 'There is nothing older.'
    : 'Nobody was told anything yet. Every message will stand here, with the answer that it got. Send a test by a channel under Now to see one.'
}

const STATES = { dead: 'not delivered', waiting: 'waits or on its way', delivered: 'delivered' } as const
const SEVERITIES = ['emergency', 'critical', 'high', 'medium', 'low'] as const
const TIMES = {
  '1h': 'the last hour',
  '24h': 'the last 24 hours',
  '7d': 'the last 7 days',
  '30d': 'the last 30 days',
} as const satisfies Record<keyof typeof LOG_TIMES, string>

function FilterForm({ filter, channels, names }: { filter: LogFilter } & Pick<PagingLogView, 'channels' | 'names'>) {
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const search = useRef<HTMLInputElement>(null)
  useActions([
    {
      id: 'filter log',
      label: 'Search the delivery log',
      group: 'Paging',
      keys: '/',
      bar: 'search',
      perform: () => search.current?.focus(),
    },
  ])
  const go = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    router.push(logAddress(readLogFilter({ get: (name) => (name === 'before' ? null : String(fields.get(name) ?? '')) })))
  }
  const send = () => form.current?.requestSubmit()
  const people =
    Object.keys(names).includes(filter.person) || filter.person === '' ? Object.keys(names) : [filter.person, ...Object.keys(names)]
  return (
    <search>
      <form ref={form} action="/paging/log" onSubmit={go} className="flex flex-wrap items-center gap-2">
        <SearchInput
          ref={search}
          name="q"
          label="title, INC-…, person, answer"
          keyHint="/"
          maxLength={100}
          defaultValue={filter.text}
          className="w-[234px] max-md:w-full"
        />
        <Choice name="state" label="State" all="every state" value={filter.state} of={STATES} send={send} />
        <Choice name="channel" label="Channel" all="every channel" value={filter.channel} of={same(channels)} send={send} />
        <Choice
          name="person"
          label="Person"
          all="everybody"
          value={filter.person}
          of={Object.fromEntries(people.map((person) => [person, nameOf(person, names)]))}
          send={send}
        />
        <Choice name="severity" label="Severity" all="every severity" value={filter.severity} of={same(SEVERITIES)} send={send} />
        <Choice name="time" label="Time" all="any time" value={filter.time} of={TIMES} send={send} />
        {filter.incident && <input type="hidden" name="incident" value={filter.incident} />}
        <Button type="submit">Search</Button>
        {isFiltered(filter) && (
          <Link href={logAddress({})} prefetch={false} className={buttonClass({ variant: 'ghost' })}>
            Show everything
          </Link>
        )}
      </form>
      {filter.incident && <p className="pt-2 text-12 text-ink-2">Only messages of one incident.</p>}
    </search>
  )
}

const same = (words: readonly string[]) => Object.fromEntries(words.map((word) => [word, word]))

type ChoiceProps = {
  name: string
  label: string
  all: string
  value: string
  of: Readonly<Record<string, string>>
  send: () => void
}

function Choice({ name, label, all, value, of, send }: ChoiceProps) {
  return (
    <span className="w-36 max-md:w-[calc(50%-4px)]">
      <Select name={name} aria-label={label} defaultValue={value} onChange={send}>
        <option value="">{all}</option>
        {Object.entries(of).map(([word, says]) => (
          <option key={word} value={word}>
            {says}
          </option>
        ))}
      </Select>
    </span>
  )
}

function Turn({ filter, next, searchedBackTo }: { filter: LogFilter } & Pick<NonNullable<Known>, 'next' | 'searchedBackTo'>) {
  if (!next && !filter.before) return null
  return (
    <nav aria-label="Pages of the log" className="flex flex-wrap items-center gap-2 text-13">
      {filter.before && (
        <Link href={logAddress({ ...filter, before: undefined })} prefetch={false} className={buttonClass()}>
          Newest
        </Link>
      )}
      {next && (
        <Link href={logAddress({ ...filter, before: next })} prefetch={false} className={buttonClass()}>
          {searchedBackTo ? 'Look further back' : 'Older'}
        </Link>
      )}
      {searchedBackTo && (
        <span className="text-12 text-ink-3">
          looked through back to <Time at={searchedBackTo} form="date" />
        </span>
      )}
    </nav>
  )
}

type Known = Extract<PagingLogView['page'], { readonly kind: 'ready' }>['value']
