'use client'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type FormEvent, useRef } from 'react'
import { Time } from '@/components/live/time'
import { useActions } from '@/components/shell/actions'
import { Button, buttonClass } from '@/components/ui/button'
import { SearchInput, Select } from '@/components/ui/input'
import { Section, type SectionState } from '@/components/ui/section'
import type { AuditView } from '@/server/views/administration'
import { type AuditFilter, auditAddress } from '@/server/views/rules/audit-filter'
import { SettingsColumn } from './administration'
import { AuditList } from './audit-list'

/** Who did what, when, to what: the newest first, all of it, by pages. */
export function AuditPage({ view: { filter, actors, page } }: { view: AuditView }) {
  const router = useRouter()
  const known = page.kind === 'ready' ? page.value : undefined
  const state: SectionState =
    page.kind === 'missing'
      ? { kind: 'failed', says: page.says, still: 'What people do is still written into it.', onRetry: () => router.refresh() }
      : page.value.rows.length === 0
        ? { kind: 'empty', says: emptyWords(filter, page.value.next) }
        : { kind: 'ready' }
  return (
    <SettingsColumn
      title="Audit log"
      lead="Everything that somebody changed, and every sign-in. Rows are written once; nobody can change or remove them here."
    >
      {/* What is typed belongs to its address: another address begins anew. */}
      <FilterForm key={auditAddress({ ...filter, before: undefined })} filter={filter} actors={actors} />
      <Section title={filter.before ? 'Older entries' : 'Newest entries'} state={state}>
        {known && <AuditList rows={known.rows} addressOf={(by) => auditAddress({ by })} />}
      </Section>
      {known && <Turn filter={filter} next={known.next} searchedBackTo={known.searchedBackTo} />}
    </SettingsColumn>
  )
}

function emptyWords({ by, text, before }: AuditFilter, next: string | null): string {
  if (by === '' && text === '')
    return before ? 'There is nothing older.' : 'Nobody has changed anything yet. The first sign-in will stand here.'
  return next ? 'Nothing that far back is like this; there is more before.' : 'Nothing is like this. Try fewer letters, or everybody.'
}

function FilterForm({ filter, actors }: { filter: AuditFilter; actors: AuditView['actors'] }) {
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const search = useRef<HTMLInputElement>(null)
  useActions([
    { id: 'filter audit', label: 'Filter the audit log', group: 'Audit', keys: '/', bar: 'filter', perform: () => search.current?.focus() },
  ])
  const chosen = actors.some(({ id }) => id === filter.by) || filter.by === '' ? [] : [{ id: filter.by, name: 'somebody from earlier' }]
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    router.push(auditAddress({ by: String(fields.get('by') ?? ''), text: String(fields.get('q') ?? '').trim() }))
  }
  return (
    <search>
      <form ref={form} action="/settings/audit" onSubmit={submit} className="flex flex-wrap items-center gap-2">
        <SearchInput
          ref={search}
          name="q"
          label="who, what, to what"
          keyHint="/"
          maxLength={100}
          defaultValue={filter.text}
          className="w-[258px] max-md:w-full"
        />
        <span className="w-48 max-md:flex-1">
          <Select name="by" aria-label="Filter by person" defaultValue={filter.by} onChange={() => form.current?.requestSubmit()}>
            <option value="">everybody</option>
            {[...chosen, ...actors].map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </span>
        <Button type="submit">Filter</Button>
        {(filter.by !== '' || filter.text !== '') && (
          <Link href={auditAddress({})} prefetch={false} className={buttonClass({ variant: 'ghost' })}>
            Show everything
          </Link>
        )}
      </form>
    </search>
  )
}

function Turn({ filter, next, searchedBackTo }: { filter: AuditFilter; next: string | null; searchedBackTo: Date | null }) {
  if (!next && !filter.before) return null
  return (
    <nav aria-label="Pages of the log" className="flex flex-wrap items-center gap-2 text-13">
      {filter.before && (
        <Link href={auditAddress({ ...filter, before: undefined })} prefetch={false} className={buttonClass()}>
          Newest
        </Link>
      )}
      {next && (
        <Link href={auditAddress({ ...filter, before: next })} prefetch={false} className={buttonClass()}>
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
