'use client'
import { Command } from 'cmdk'
import { type ReactNode, useEffect, useState } from 'react'
import { checkVerbs } from '@/components/checks/check-verbs'
import { send } from '@/components/live/use-verb'
import { MARK_WORDS, type Status } from '@/components/marks/status'
import { StatusGlyph } from '@/components/marks/status-glyph'
import { PATHS } from '@/server/saved/rules/query'
import type { Found } from '@/server/web/search'
import { askedOf, type PaletteVerb, silenceAddress } from './palette-verbs'

type Check = Found['checks'][number]

type PaletteThingsProps = {
  /** What was typed, trimmed. */
  sought: string
  className: string
  may: (verb: PaletteVerb) => boolean
  onGo: (href: string) => void
  onDone: () => void
}

/** What has the words that were typed, and what can be done to it: asked for as one types, a few of each kind however many there are. */
export function PaletteThings({ sought, className, may, onGo, onDone }: PaletteThingsProps) {
  const asked = askedOf(sought)
  const { verb, words } = asked.verb !== null && !may(asked.verb) ? { verb: null, words: sought } : asked
  const { found, problem } = useFound(words)
  const number = /^(?:inc-?)?(\d{1,9})$/i.exec(words)?.[1]
  const isKnown = found?.incidents.some((one) => one.number === Number(number)) ?? false
  const item = (key: string, onSelect: () => void, children: ReactNode, note: string) => (
    <Command.Item key={key} forceMount value={key} onSelect={onSelect} className={className}>
      <span className="flex min-w-0 items-center gap-2">{children}</span>
      <span className="shrink-0 text-12 text-ink-3">{note}</span>
    </Command.Item>
  )
  const doing = (check: Check, does: PaletteVerb) => () => {
    onDone()
    act(check, does, onGo)
  }
  if (problem !== undefined) return <p className="px-2.5 py-2 text-13 text-status-down">{problem}</p>
  const fitting = found?.checks.filter(({ paused }) => (verb === 'pause' ? !paused : verb === 'resume' ? paused : true)) ?? []
  const [only] = fitting
  return (
    <>
      {number !== undefined &&
        !isKnown &&
        verb === null &&
        item(`incident number ${number}`, () => onGo(`/incidents/INC-${number}`), <span>Open INC-{number}</span>, '')}
      {verb === null &&
        found?.incidents.map(({ id, number: of, title, state }) =>
          item(
            `incident ${id}`,
            () => onGo(`/incidents/INC-${of}`),
            <>
              <span className="shrink-0 font-mono text-12 text-ink-3">INC-{of}</span>
              <span className="truncate">{title}</span>
            </>,
            state,
          ),
        )}
      {(verb === null || verb === 'open' || verb === 'silence') &&
        found?.services.map(({ name, title, status }) =>
          item(
            `service ${name}`,
            () => onGo(verb === 'silence' ? silenceAddress('service', name) : `/services/${name}`),
            <Thing status={status} verb={verb} name={title} />,
            'service',
          ),
        )}
      {fitting.map((check) =>
        item(
          `check ${check.id}`,
          doing(check, verb ?? 'open'),
          <Thing status={check.status} verb={verb} name={check.name} mono />,
          check.service,
        ),
      )}
      {verb === null &&
        only &&
        fitting.length <= ACTED_ON &&
        fitting.flatMap((check) =>
          verbsOf(check)
            .filter(may)
            .map((does) => item(`${does} check ${check.id}`, doing(check, does), <Thing verb={does} name={check.name} mono />, 'check')),
        )}
      {verb === null && (
        <>
          {found?.streams.map(({ name, title }) =>
            item(`stream ${name}`, () => onGo(`/settings/business/streams/${name}`), <span className="truncate">{title}</span>, 'stream'),
          )}
          {found?.opportunities.map(({ name, title }) =>
            item(`deal ${name}`, () => onGo(`/opportunities/${name}`), <span className="truncate">{title}</span>, 'deal'),
          )}
          {found?.views.map(({ id, page, name, query }) =>
            item(
              `view ${id}`,
              () => onGo(`${PATHS[page]}${query === '' ? '?view=all' : `?${query}`}`),
              <span className="truncate">{name}</span>,
              page === 'queue' ? 'view of the queue' : 'view of checks',
            ),
          )}
        </>
      )}
    </>
  )
}

/** With more, what can be done to each would hide them: then one writes the verb first. */
const ACTED_ON = 2

const VERB_WORDS: Readonly<Record<PaletteVerb, string>> = {
  pause: 'Pause',
  resume: 'Resume',
  run: 'Run now:',
  edit: 'Edit',
  clone: 'Clone',
  silence: 'Silence',
  open: 'Open',
}

const verbsOf = ({ paused }: Check): readonly PaletteVerb[] =>
  paused ? ['resume', 'edit', 'clone'] : ['run', 'pause', 'silence', 'edit', 'clone']

function act(check: Check, verb: PaletteVerb, go: (href: string) => void): void {
  const { name } = check
  switch (verb) {
    case 'pause':
    case 'resume':
      return void checkVerbs.togglePause(check)
    case 'run':
      return void checkVerbs.runNow(check)
    case 'edit':
      return go(`/checks/${name}/edit`)
    case 'clone':
      return go(`/checks/new?copy=${name}`)
    case 'silence':
      return go(silenceAddress('check', name))
    case 'open':
      return go(`/checks/${name}`)
  }
}

function Thing({ status, verb, name, mono = false }: { status?: Status; verb: PaletteVerb | null; name: string; mono?: boolean }) {
  return (
    <>
      {status && <StatusGlyph mark={status} size={15} label={MARK_WORDS[status]} />}
      <span className="truncate">
        {verb !== null && <span className="text-ink-2">{VERB_WORDS[verb]} </span>}
        <span className={mono ? 'font-mono text-12' : undefined}>{name}</span>
      </span>
    </>
  )
}

/** One question at a time: what was typed meanwhile is asked next, and what was asked before is forgotten. */
function useFound(words: string): { readonly found: Found | undefined; readonly problem: string | undefined } {
  const [state, setState] = useState<{ found: Found | undefined; problem: string | undefined }>({ found: undefined, problem: undefined })
  useEffect(() => {
    let wanted = true
    void send<Found>(`/api/v1/search?q=${encodeURIComponent(words)}`, 'GET', undefined).then((answer) => {
      if (wanted)
        setState('problem' in answer ? { found: undefined, problem: answer.problem.title } : { found: answer.value, problem: undefined })
    })
    return () => {
      wanted = false
    }
  }, [words])
  return state
}
