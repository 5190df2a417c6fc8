'use client'
import { Command } from 'cmdk'
import { useLive } from '@/components/live/use-live'
import { MARK_WORDS } from '@/components/marks/status'
import { StatusGlyph } from '@/components/marks/status-glyph'
import type { IncidentRow, ServiceRow } from '@/server/live/rows'

const NOTHING = { epoch: '', seq: 0, items: [] }
/** More are not read; who types another letter finds the rest. */
const SHOWN = 8

type PaletteThingsProps = {
  /** What was typed, trimmed. */
  sought: string
  className: string
  onGo: (href: string) => void
}

/** Incidents by number and sentence, and services by name: what is known now, asked for when the palette is open. */
export function PaletteThings({ sought, className, onGo }: PaletteThingsProps) {
  const incidents = useLive<IncidentRow>('incidents', NOTHING, { partial: true })
  const services = useLive<ServiceRow>('services', NOTHING, { partial: true })
  const words = sought.toLowerCase().split(/\s+/)
  const fits = (...said: readonly (string | null)[]) => words.every((word) => said.some((one) => one?.toLowerCase().includes(word)))
  const number = /^(?:inc-?)?(\d{1,9})$/i.exec(sought)?.[1]
  const foundIncidents = incidents.filter((row) => fits(`INC-${row.number}`, row.title, row.serviceTitle)).slice(0, SHOWN)
  const foundServices = services.filter(({ name, title, owner }) => fits(name, title, owner)).slice(0, SHOWN)
  const isKnown = number !== undefined && foundIncidents.some((row) => row.number === Number(number))
  return (
    <>
      {number !== undefined && !isKnown && (
        <Command.Item
          forceMount
          value={`incident number ${number}`}
          onSelect={() => onGo(`/incidents/INC-${number}`)}
          className={className}
        >
          <span className="truncate">
            Open <b className="font-medium">INC-{number}</b>
          </span>
        </Command.Item>
      )}
      {foundIncidents.map(({ id, number: of, title, state }) => (
        <Command.Item key={id} forceMount value={`incident ${id}`} onSelect={() => onGo(`/incidents/INC-${of}`)} className={className}>
          <span className="truncate">
            <span className="font-mono text-12 text-ink-3">INC-{of}</span> {title}
          </span>
          <span className="text-12 text-ink-3">{state}</span>
        </Command.Item>
      ))}
      {foundServices.map(({ id, name, title, status }) => (
        <Command.Item key={id} forceMount value={`service ${id}`} onSelect={() => onGo(`/services/${name}`)} className={className}>
          <span className="flex min-w-0 items-center gap-2">
            <StatusGlyph mark={status} size={15} label={MARK_WORDS[status]} />
            <span className="truncate">{title}</span>
          </span>
          <span className="text-12 text-ink-3">service</span>
        </Command.Item>
      ))}
    </>
  )
}
