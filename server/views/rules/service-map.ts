/** What stands on the map: a service, or a stream of revenue, which is to the left of all that it needs. */
export type MapThing = { readonly id: string; readonly title: string; readonly needs: readonly string[] }

/** Where a thing stands, in pixels of the unscaled map; `column` counts from the left. */
export type MapPlace = { readonly id: string; readonly column: number; readonly x: number; readonly y: number }

/** From what needs to what is needed, with where it leaves and arrives. */
export type MapEdge = {
  readonly from: string
  readonly to: string
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
}

export type ServiceMapLayout = {
  readonly places: readonly MapPlace[]
  readonly edges: readonly MapEdge[]
  readonly width: number
  readonly height: number
}

export const NODE_WIDTH = 168
export const NODE_HEIGHT = 52
const GAP_X = 96
const GAP_Y = 32
const EDGE_INSET = 8
/** A layer of more stands in several columns: so many are seen without scrolling. */
const MOST_IN_COLUMN = 12
/** Each pass brings things nearer to their neighbours; after so many nothing moves that one would see. */
const PASSES = 8

/**
 * A layered graph: everything stands to the right of all that need it, as near to its neighbours as the others let it. The same things
 * always stand in the same places, so that nothing jumps while statuses change. What is neither needed nor needs anything stands last.
 */
export function layOut(things: readonly MapThing[]): ServiceMapLayout {
  // In one order, whatever order they come in: sums of the same numbers in another order differ in the last digit.
  const sorted = things.toSorted((a, b) => compare(a.id, b.id))
  const known = new Set(sorted.map(({ id }) => id))
  const needs = new Map(sorted.map(({ id, needs: all }) => [id, [...new Set(all)].filter((need) => need !== id && known.has(need)).sort()]))
  const neededBy = turned(needs)
  const shortest = withoutDetours(needs)
  const isAlone = (id: string) => !needs.get(id)?.length && !neededBy.get(id)?.length
  const depth = depthsOf(needs, neededBy)
  const linked = sorted.filter(({ id }) => !isAlone(id)).toSorted((a, b) => compare(a.title, b.title) || compare(a.id, b.id))
  const layered = Map.groupBy(linked, ({ id }) => depth.get(id) ?? 0)
  const layers = [...layered.keys()].toSorted((a, b) => a - b).map((at) => (layered.get(at) ?? []).map(({ id }) => id))
  arrange(layers, needs, neededBy)
  const alone = sorted.filter(({ id }) => isAlone(id)).map(({ id }) => id)
  const columns = [...layers, ...(alone.length > 0 ? [alone] : [])].flatMap((layer) => cut(layer))
  const tallest = Math.max(1, ...columns.map(({ length }) => length))
  const height = tallest * (NODE_HEIGHT + GAP_Y) - GAP_Y
  const places = columns.flatMap((column, index) => {
    const own = column.length * (NODE_HEIGHT + GAP_Y) - GAP_Y
    return column.map(
      (id, row): MapPlace => ({ id, column: index, x: index * (NODE_WIDTH + GAP_X), y: (height - own) / 2 + row * (NODE_HEIGHT + GAP_Y) }),
    )
  })
  return {
    places,
    edges: edgesOf(places, shortest, turned(shortest)),
    width: Math.max(1, columns.length) * (NODE_WIDTH + GAP_X) - GAP_X,
    height,
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Without what is needed through something else that is needed as well: that is seen by following the lines, and hundreds fewer are drawn. */
function withoutDetours(needs: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
  const reached = new Map([...needs.keys()].map((id) => [id, reachedFrom(id, needs)]))
  return new Map([...needs].map(([id, all]) => [id, all.filter((need) => !all.some((via) => via !== need && reached.get(via)?.has(need)))]))
}

function turned(needs: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
  const back = new Map<string, string[]>([...needs.keys()].map((id) => [id, []]))
  for (const [id, all] of needs) for (const need of all) back.get(need)?.push(id)
  return back
}

/** How many stand between a thing and the left edge: one more than the farthest that needs it. A ring, which is refused where it is declared, ends where it began. */
function depthsOf(needs: ReadonlyMap<string, readonly string[]>, neededBy: ReadonlyMap<string, readonly string[]>): Map<string, number> {
  const depth = new Map<string, number>()
  const visit = (id: string, path: ReadonlySet<string>): number => {
    const found = depth.get(id)
    if (found !== undefined) return found
    let at = 0
    for (const dependant of neededBy.get(id) ?? [])
      if (!path.has(dependant)) at = Math.max(at, visit(dependant, new Set([...path, id])) + 1)
    depth.set(id, at)
    return at
  }
  for (const id of needs.keys()) visit(id, new Set())
  return depth
}

/** Orders each layer by the middle of the neighbours in the others, forth and back, which leaves few edges that cross. */
function arrange(
  layers: readonly string[][],
  needs: ReadonlyMap<string, readonly string[]>,
  neededBy: ReadonlyMap<string, readonly string[]>,
): void {
  const row = new Map<string, number>()
  const note = (layer: readonly string[]) => {
    for (const [index, id] of layer.entries()) row.set(id, (index + 0.5) / layer.length)
  }
  for (const layer of layers) note(layer)
  const middle = (id: string, around: readonly string[]): number =>
    around.length === 0 ? (row.get(id) ?? 0) : around.reduce((sum, other) => sum + (row.get(other) ?? 0), 0) / around.length
  for (let pass = 0; pass < PASSES; pass++) {
    const forth = pass % 2 === 0
    for (const layer of forth ? layers : layers.toReversed()) {
      const at = new Map(layer.map((id) => [id, middle(id, (forth ? neededBy : needs).get(id) ?? [])]))
      layer.sort((a, b) => (at.get(a) ?? 0) - (at.get(b) ?? 0))
      note(layer)
    }
  }
}

function cut(layer: readonly string[]): readonly (readonly string[])[] {
  const columns = Math.ceil(layer.length / MOST_IN_COLUMN)
  const length = Math.ceil(layer.length / columns)
  return Array.from({ length: columns }, (_, index) => layer.slice(index * length, (index + 1) * length)).filter(
    (column) => column.length > 0,
  )
}

/** Where several leave or arrive they do so one below the other, in the order in which their other ends stand. */
function edgesOf(
  places: readonly MapPlace[],
  needs: ReadonlyMap<string, readonly string[]>,
  neededBy: ReadonlyMap<string, readonly string[]>,
): readonly MapEdge[] {
  const placeOf = new Map(places.map((place) => [place.id, place]))
  const byHeight = (ids: readonly string[]) => ids.toSorted((a, b) => (placeOf.get(a)?.y ?? 0) - (placeOf.get(b)?.y ?? 0))
  const ranks = new Map<string, ReadonlyMap<string, number>>()
  const portOf = (side: 'out' | 'in', { id, y }: MapPlace, other: string, others: readonly string[]): number => {
    const key = `${side} ${id}`
    const known = ranks.get(key) ?? new Map(byHeight(others).map((each, index) => [each, index]))
    ranks.set(key, known)
    return y + EDGE_INSET + ((NODE_HEIGHT - 2 * EDGE_INSET) * ((known.get(other) ?? 0) + 0.5)) / others.length
  }
  return places.flatMap((from) =>
    (needs.get(from.id) ?? []).flatMap((need): MapEdge[] => {
      const to = placeOf.get(need)
      return to
        ? [
            {
              from: from.id,
              to: need,
              x1: from.x + NODE_WIDTH,
              y1: portOf('out', from, need, needs.get(from.id) ?? []),
              x2: to.x,
              y2: portOf('in', to, from.id, neededBy.get(need) ?? []),
            },
          ]
        : []
    }),
  )
}

/** Everything that a thing needs, or that needs it, directly or through others, without itself. */
export function reachedFrom(id: string, next: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set<string>()
  const waiting = [...(next.get(id) ?? [])]
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (at === id || found.has(at)) continue
    found.add(at)
    waiting.push(...(next.get(at) ?? []))
  }
  return found
}

export type Way = 'left' | 'right' | 'up' | 'down'

/** Where an arrow leads: up and down within the column, sideways to what it hangs together with, else to the nearest. Undefined at the edge. */
export function stepFrom({ places, edges }: ServiceMapLayout, id: string | undefined, way: Way): string | undefined {
  const here = places.find((place) => place.id === id)
  if (!here) return places[0]?.id
  const near = (found: readonly MapPlace[]) => found.toSorted((a, b) => Math.abs(a.y - here.y) - Math.abs(b.y - here.y))[0]?.id
  if (way === 'up' || way === 'down')
    return near(places.filter(({ column, y }) => column === here.column && (way === 'up' ? y < here.y : y > here.y)))
  const linked = new Set(edges.flatMap(({ from, to }) => (way === 'right' ? (from === id ? [to] : []) : to === id ? [from] : [])))
  return (
    near(places.filter((place) => linked.has(place.id))) ??
    near(places.filter(({ column }) => column === here.column + (way === 'right' ? 1 : -1)))
  )
}

/** Moves labels of one column apart, so that none stands on another; in the order of their heights. */
export function apart(heights: readonly number[], least: number): readonly number[] {
  const order = heights.map((y, index) => ({ y, index })).toSorted((a, b) => a.y - b.y)
  const moved = [...heights]
  let last = Number.NEGATIVE_INFINITY
  for (const { y, index } of order) {
    last = Math.max(y, last + least)
    moved[index] = last
  }
  return moved
}
