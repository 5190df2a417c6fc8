'use client'
import { Volume2, VolumeX } from 'lucide-react'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { tellDone, tellFailed } from '@/components/ui/toast'
import type { IncidentRow } from '@/server/live/rows'
import { incName } from '@/server/views/rules/queue'

const KEY = 'plimsoll.alarm'
const listeners = new Set<() => void>()
const isOn = (): boolean => {
  try {
    return window.localStorage.getItem(KEY) === 'on'
  } catch {
    return false
  }
}
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Two short tones, made here, so that no file has to be fetched when it matters. */
function ring(): void {
  const audio = new AudioContext()
  for (const [at, pitch] of [
    [0, 880],
    [0.18, 660],
  ] as const) {
    const tone = audio.createOscillator()
    const volume = audio.createGain()
    tone.frequency.value = pitch
    volume.gain.setValueAtTime(0.12, audio.currentTime + at)
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + at + 0.16)
    tone.connect(volume).connect(audio.destination)
    tone.start(audio.currentTime + at)
    tone.stop(audio.currentTime + at + 0.17)
    tone.onended = () => at > 0 && void audio.close()
  }
}

const isGrave = ({ severity, state }: IncidentRow) => state === 'triggered' && (severity === 'critical' || severity === 'emergency')

/** In a storm one notification says how many. */
const NOTIFIED_MAX = 3

/**
 * Rings once for the critical incidents that open while one looks, and notifies of them, if this browser was asked to.
 *
 * @param rows null while they are not all here: what comes then is not new
 */
export function useAlarm(rows: readonly IncidentRow[] | null): void {
  const known = useRef<ReadonlySet<string> | undefined>(undefined)
  useEffect(() => {
    if (!rows) return
    const before = known.current
    // What is kept quiet rings when nothing keeps it quiet any more.
    const heard = rows.filter(({ mutedBy }) => mutedBy.length === 0)
    known.current = new Set([...(before ?? []), ...heard.map(({ id }) => id)])
    if (!before || !isOn()) return
    const fresh = heard.filter((row) => isGrave(row) && !before.has(row.id))
    if (fresh.length === 0) return
    ring()
    if (!('Notification' in window) || Notification.permission !== 'granted') return
    if (fresh.length > NOTIFIED_MAX)
      new Notification(`${fresh.length} critical incidents opened`, { body: 'Nobody has acknowledged them.' })
    else
      for (const row of fresh)
        new Notification(row.title, { body: `${incName(row)}, ${row.severity}. Nobody has acknowledged it.`, tag: row.id })
  }, [rows])
}

/** Asks this browser to make itself heard for critical incidents. */
export function SoundSwitch() {
  const on = useSyncExternalStore(subscribe, isOn, () => false)
  const turn = async () => {
    try {
      window.localStorage.setItem(KEY, on ? 'off' : 'on')
    } catch {
      return tellFailed('This browser keeps no settings for us, so the sound stays off.')
    }
    for (const listener of listeners) listener()
    if (on) return
    ring()
    const allowed = 'Notification' in window && (await Notification.requestPermission()) === 'granted'
    tellDone(allowed ? 'Critical incidents ring and notify here' : 'Critical incidents ring here', {
      description: allowed ? undefined : 'Notifications are not allowed in this browser.',
    })
  }
  const Icon = on ? Volume2 : VolumeX
  return (
    <button
      type="button"
      aria-pressed={on}
      onClick={() => void turn()}
      className="inline-flex items-center gap-1.5 text-12 text-ink-3 hover:text-ink max-md:-mr-3 max-md:size-11 max-md:justify-center"
    >
      <Icon aria-hidden size={14} />
      <span className="max-md:sr-only">{on ? 'Sound on for critical' : 'Sound off'}</span>
    </button>
  )
}
