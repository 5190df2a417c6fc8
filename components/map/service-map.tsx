'use client'
import clsx from 'clsx'
import { List, Minus, Network, Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useLive } from '@/components/live/use-live'
import { useParcel } from '@/components/live/use-parcel'
import { MARK_WORDS } from '@/components/marks/status'
import { useAddress } from '@/components/operations/use-address'
import { useActions } from '@/components/shell/actions'
import { Button, IconButton } from '@/components/ui/button'
import { FilterChip } from '@/components/ui/chip'
import { EmptyState } from '@/components/ui/empty-state'
import type { Parcel } from '@/server/views/rules/parcel'
import { layOut, reachedFrom, stepFrom, type Way } from '@/server/views/rules/service-map'
import type { ServiceMapView } from '@/server/views/service-map'
import { MapCanvas, PADDING } from './map-canvas'
import { MapDetail } from './map-detail'
import { MapList } from './map-list'
import { failingPath, graphOf } from './things'

const ZOOMS = [0.4, 0.55, 0.7, 0.85, 1, 1.25, 1.5, 2] as const
const WHOLE = 1

/** Which service needs which, live: what fails, what feels it, and what hangs on it an hour. */
export function ServiceMap({ view }: { view: Parcel<ServiceMapView> }) {
  const { services: initial, money } = useParcel(view)
  const services = useLive('services', initial)
  const address = useAddress()
  const router = useRouter()
  const scroller = useRef<HTMLDivElement>(null)
  const [zoom, setZoom] = useState<number>(WHOLE)
  const graph = useMemo(() => graphOf(services, money), [services, money])
  // Statuses move many times an hour, what needs what hardly ever: places stay while only statuses change.
  const shape = JSON.stringify(graph.things)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` stands for the things
  const whole = useMemo(() => layOut(graph.things), [shape])
  const failing = useMemo(() => failingPath(graph), [graph])
  const only = address.get('failing') === '1' && failing.size > 0
  const onlyKey = only ? [...failing].toSorted().join(' ') : ''
  // biome-ignore lint/correctness/useExhaustiveDependencies: `onlyKey` stands for what fails
  const layout = useMemo(
    () => (only ? layOut(graph.things.filter(({ id }) => failing.has(id)).map((thing) => ({ ...thing, needs: thing.needs }))) : whole),
    [whole, onlyKey],
  )
  const named = address.get('service')
  const selected = [...graph.shown.values()].find((one) => (one.kind === 'service' ? one.service.name : one.title) === named)
  const lit = useMemo(
    () =>
      selected ? new Set([selected.id, ...reachedFrom(selected.id, graph.neededBy), ...reachedFrom(selected.id, graph.needs)]) : failing,
    [selected, graph, failing],
  )
  const select = (id: string | undefined) => {
    const one = id === undefined ? undefined : graph.shown.get(id)
    address.set({ service: one ? (one.kind === 'service' ? one.service.name : one.title) : null })
  }
  const as = address.get('as')
  const zoomBy = (by: 1 | -1) => {
    const at = ZOOMS.findIndex((each) => each >= zoom)
    setZoom(ZOOMS[Math.min(Math.max((at < 0 ? ZOOMS.length - 1 : at) + by, 0), ZOOMS.length - 1)] ?? WHOLE)
  }
  const fit = () => {
    const width = scroller.current?.clientWidth ?? 0
    const scale = width / (layout.width + 2 * PADDING)
    setZoom(Math.min(WHOLE, ZOOMS.findLast((each) => each <= scale) ?? ZOOMS[0]))
  }
  // What is chosen by keys or by a link is brought into sight.
  useEffect(() => {
    if (selected)
      scroller.current?.querySelector(`[data-thing="${CSS.escape(selected.id)}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [selected])
  const walk = (way: Way) => {
    const next = stepFrom(layout, selected?.id, way)
    if (next) select(next)
  }
  useActions([
    ...(['left', 'right', 'up', 'down'] as const).map((way) => ({
      id: `map ${way}`,
      label: WAY_WORDS[way],
      group: 'Service map',
      keys: `arrow${way}`,
      bar: 'walk',
      keyOnly: true,
      perform: () => walk(way),
    })),
    {
      id: 'map open',
      label: 'Open the service',
      group: 'Service map',
      keys: 'enter',
      bar: 'open',
      keyOnly: true,
      perform: () => selected?.kind === 'service' && router.push(`/services/${selected.service.name}`),
    },
    {
      id: 'map failing',
      label: 'Only what fails, and what feels it',
      group: 'Service map',
      keys: 'f',
      bar: 'failing path',
      perform: () => address.set({ failing: only ? null : '1' }),
    },
    { id: 'map none', label: 'Choose nothing', group: 'Service map', keys: 'escape', keyOnly: true, perform: () => select(undefined) },
    { id: 'map in', label: 'Larger', group: 'Service map', keys: '+', bar: 'zoom', perform: () => zoomBy(1) },
    { id: 'map out', label: 'Smaller', group: 'Service map', keys: '-', bar: 'zoom', perform: () => zoomBy(-1) },
    { id: 'map fit', label: 'All of it', group: 'Service map', keys: '0', perform: fit },
    {
      id: 'map list',
      label: 'As a list, or as a map',
      group: 'Service map',
      keys: 'l',
      bar: 'list',
      perform: () => address.set({ as: as === 'list' ? 'map' : 'list' }),
    },
  ])
  const hurt = services.filter(({ status }) => status === 'down' || status === 'degraded').length
  const pan = usePan(scroller)
  return (
    <div className="grid h-full grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)]">
      <div className="flex flex-wrap items-center gap-2 border-line border-b px-5 py-2.5">
        <h1 className="mr-2 font-semibold text-16">Service map</h1>
        <p className="mr-auto text-13 text-ink-2 max-md:w-full">{saysOf(hurt, services.length, failing.size)}</p>
        {failing.size > 0 && (
          <FilterChip pressed={only} onPress={() => address.set({ failing: only ? null : '1' })}>
            Failing path only
          </FilterChip>
        )}
        <span className={clsx('flex gap-1', as === 'list' && 'hidden', as === null && 'max-md:hidden')}>
          <IconButton label="Smaller" icon={<Minus aria-hidden size={15} />} onClick={() => zoomBy(-1)} />
          <Button size="small" onClick={fit}>
            Fit
          </Button>
          <IconButton label="Larger" icon={<Plus aria-hidden size={15} />} onClick={() => zoomBy(1)} />
        </span>
        <span className="flex gap-1">
          <IconButton
            label="As a map"
            aria-pressed={as !== 'list'}
            icon={<Network aria-hidden size={15} />}
            onClick={() => address.set({ as: 'map' })}
          />
          <IconButton
            label="As a list"
            aria-pressed={as === 'list'}
            icon={<List aria-hidden size={15} />}
            onClick={() => address.set({ as: 'list' })}
          />
        </span>
      </div>
      {services.length === 0 ? (
        <div className="px-5 pt-4">
          <EmptyState says="No service is declared yet. Declare services and what they need, and how they hang together stands here." />
        </div>
      ) : (
        <div className="grid min-h-0 grid-cols-[minmax(0,1fr)_auto] max-md:block max-md:overflow-y-auto">
          <div
            ref={scroller}
            {...pan}
            className={clsx('min-h-0 overflow-auto', as === 'list' && 'hidden', as === null && 'max-md:hidden', 'max-md:h-[60vh]')}
          >
            <MapCanvas graph={graph} layout={layout} money={money} lit={lit} selectedId={selected?.id} zoom={zoom} onSelect={select} />
          </div>
          <div className={clsx('min-h-0 overflow-y-auto', as === 'map' && 'hidden', as === null && 'md:hidden')}>
            <MapList graph={graph} only={only ? failing : undefined} money={money} />
          </div>
          {selected && as !== 'list' && (
            <aside
              aria-label={selected.title}
              className="w-[280px] min-h-0 overflow-y-auto border-line border-l max-md:w-auto max-md:border-t max-md:border-l-0"
            >
              <MapDetail graph={graph} one={selected} money={money} onSelect={select} />
            </aside>
          )}
        </div>
      )}
      <p role="status" className="sr-only">
        {selected?.kind === 'service' && `${selected.title}: ${MARK_WORDS[selected.service.status]}`}
      </p>
    </div>
  )
}

const WAY_WORDS: Readonly<Record<Way, string>> = {
  left: 'To what needs it',
  right: 'To what it needs',
  up: 'Up the column',
  down: 'Down the column',
}

function saysOf(hurt: number, services: number, feels: number): string {
  if (services === 0) return ''
  if (hurt === 0) return services === 1 ? 'The one service is well.' : `None of ${services} services fails.`
  return `${hurt === 1 ? 'One' : hurt} of ${services} services ${hurt === 1 ? 'fails or is' : 'fail or are'} slow; ${feels - hurt} more ${feels - hurt === 1 ? 'feels' : 'feel'} it.`
}

/** Dragging the ground moves the map, as a finger does by itself. */
function usePan(scroller: { readonly current: HTMLDivElement | null }) {
  const from = useRef<{ readonly x: number; readonly y: number; readonly left: number; readonly top: number }>(undefined)
  return {
    onPointerDown(event: PointerEvent<HTMLDivElement>) {
      const box = scroller.current
      if (!box || event.pointerType !== 'mouse' || (event.target instanceof Element && event.target.closest('button'))) return
      from.current = { x: event.clientX, y: event.clientY, left: box.scrollLeft, top: box.scrollTop }
      box.setPointerCapture(event.pointerId)
    },
    onPointerMove({ clientX, clientY }: PointerEvent<HTMLDivElement>) {
      if (from.current)
        scroller.current?.scrollTo(from.current.left + from.current.x - clientX, from.current.top + from.current.y - clientY)
    },
    onPointerUp() {
      from.current = undefined
    },
  }
}
