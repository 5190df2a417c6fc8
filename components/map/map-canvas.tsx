import clsx from 'clsx'
import { MARK_TEXT, MARK_WORDS, type Mark } from '@/components/marks/status'
import { StatusGlyph } from '@/components/marks/status-glyph'
import { formatCompact } from '@/server/kernel/money'
import { apart, NODE_HEIGHT, NODE_WIDTH, type ServiceMapLayout } from '@/server/views/rules/service-map'
import { checksWords, edgeMark, type Graph, isHurt, type Money, type Shown, stakeWords } from './things'

/** Around the map, in pixels of the unscaled map. */
export const PADDING = 24
const LABEL_HEIGHT = 16
const ARROW = 6

type MapCanvasProps = {
  graph: Graph
  layout: ServiceMapLayout
  money: Money | null
  /** What is drawn in full; the rest steps back. Empty while nothing is chosen and nothing fails. */
  lit: ReadonlySet<string>
  selectedId: string | undefined
  zoom: number
  onSelect: (id: string) => void
}

/** The drawing: lines below, what they connect above. */
export function MapCanvas({ graph, layout, money, lit, selectedId, zoom, onSelect }: MapCanvasProps) {
  const { places, edges, width, height } = layout
  const isDim = (id: string) => lit.size > 0 && !lit.has(id)
  const labels = labelsOf(layout, money)
  const first = selectedId ?? places[0]?.id
  return (
    <div style={{ width: (width + 2 * PADDING) * zoom, height: (height + 2 * PADDING) * zoom }}>
      <div
        className="relative origin-top-left"
        style={{ width: width + 2 * PADDING, height: height + 2 * PADDING, transform: `scale(${zoom})` }}
      >
        <svg aria-hidden width={width + 2 * PADDING} height={height + 2 * PADDING} className="absolute inset-0" fill="none">
          {edges.map(({ from, to, x1, y1, x2, y2 }) => {
            const mark = edgeMark(graph, to)
            const isBad = isHurt(graph.shown.get(to))
            const bend = Math.max(40, (x2 - x1) / 2)
            const [ax, ay, bx, by] = [x1 + PADDING, y1 + PADDING, x2 + PADDING - ARROW, y2 + PADDING]
            return (
              <g
                key={`${from} ${to}`}
                stroke="currentColor"
                className={clsx(isBad ? MARK_TEXT[mark] : 'text-line-3', (isDim(from) || isDim(to)) && 'opacity-25')}
                strokeWidth={isBad ? 2 : 1.25}
                strokeDasharray={mark === 'maintenance' || mark === 'unknown' ? '4 3' : undefined}
              >
                <path d={`M${ax} ${ay}C${ax + bend} ${ay} ${bx - bend} ${by} ${bx} ${by}`} />
                <path d={`M${bx} ${by - 3.5}l${ARROW} 3.5l${-ARROW} 3.5z`} fill="currentColor" stroke="none" />
              </g>
            )
          })}
        </svg>
        {labels.map(({ from, to, x, y, says }) => (
          <span
            key={`${from} ${to}`}
            aria-hidden
            className={clsx(
              'absolute -translate-x-full -translate-y-1/2 whitespace-nowrap bg-page px-1 font-mono text-11',
              isHurt(graph.shown.get(to)) ? clsx(MARK_TEXT[edgeMark(graph, to)], 'font-semibold') : 'text-ink-3',
              (isDim(from) || isDim(to)) && 'opacity-40',
            )}
            style={{ left: x + PADDING, top: y + PADDING }}
          >
            {says}
          </span>
        ))}
        {places.map(({ id, x, y }) => {
          const one = graph.shown.get(id)
          return (
            one && (
              <Node
                key={id}
                one={one}
                x={x + PADDING}
                y={y + PADDING}
                dim={isDim(id)}
                selected={id === selectedId}
                reachable={id === first}
                onSelect={() => onSelect(id)}
              />
            )
          )
        })}
      </div>
    </div>
  )
}

/** What hangs on each line from a stream, before it arrives; those of one column apart from each other. */
function labelsOf({ edges }: ServiceMapLayout, money: Money | null) {
  const found = edges.flatMap(({ from, to, x2, y2 }) => {
    const says = stakeWords(money, from, to)
    return says === undefined ? [] : [{ from, to, x: x2 - 14, y: y2, says }]
  })
  return [...Map.groupBy(found, ({ x }) => x).values()].flatMap((column) => {
    const heights = apart(
      column.map(({ y }) => y),
      LABEL_HEIGHT,
    )
    return column.map((label, index) => ({ ...label, y: heights[index] ?? label.y }))
  })
}

function Node({
  one,
  x,
  y,
  dim,
  selected,
  reachable,
  onSelect,
}: {
  one: Shown
  x: number
  y: number
  dim: boolean
  selected: boolean
  reachable: boolean
  onSelect: () => void
}) {
  const mark: Mark | null = one.kind === 'service' ? one.service.status : null
  const bad = isHurt(one) && mark !== null
  return (
    <button
      type="button"
      data-thing={one.id}
      onClick={onSelect}
      tabIndex={reachable ? 0 : -1}
      aria-pressed={selected}
      aria-label={
        one.kind === 'service' ? `${one.title}: ${MARK_WORDS[one.service.status]}, ${checksWords(one.service)}` : `${one.title}, revenue`
      }
      className={clsx(
        'absolute grid content-center rounded-control border bg-surface px-3 text-left',
        selected ? 'border-accent outline-2 outline-accent' : 'border-line-2 hover:border-line-3',
        one.kind === 'stream' && 'border-dashed bg-panel',
        dim && 'opacity-45',
      )}
      style={{ left: x, top: y, width: NODE_WIDTH, height: NODE_HEIGHT }}
    >
      {bad && <span className={clsx('absolute inset-y-1.5 left-0 w-0.5 bg-current', MARK_TEXT[mark])} />}
      <span className="flex min-w-0 items-center gap-2">
        {mark && <StatusGlyph mark={mark} size={15} />}
        <span className="truncate font-medium text-13">{one.title}</span>
      </span>
      <span className={clsx('truncate text-12', mark && 'pl-[23px]', bad ? MARK_TEXT[mark] : 'text-ink-2')}>
        {one.kind === 'service'
          ? checksWords(one.service)
          : `${formatCompact({ amountMinor: one.perHourMinor, currency: one.base })} an hour`}
      </span>
    </button>
  )
}
