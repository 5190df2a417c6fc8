import Link from 'next/link'
import { StatusWord } from '@/components/marks/status-glyph'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { GRAVITY } from '@/server/views/rules/services-matrix'
import { checksWords, type Graph, type Money, type Shown, stakeWords } from './things'

/** The same as the map says, in words and in the order of what needs somebody: for a phone, and for who listens to it. */
export function MapList({ graph, only, money }: { graph: Graph; only: ReadonlySet<string> | undefined; money: Money | null }) {
  const services = [...graph.shown.values()]
    .flatMap((one) => (one.kind === 'service' && (!only || only.has(one.id)) ? [one] : []))
    .toSorted((a, b) => GRAVITY.indexOf(a.service.status) - GRAVITY.indexOf(b.service.status) || (a.title < b.title ? -1 : 1))
  const named = (ids: readonly string[] | undefined) => (ids ?? []).flatMap((id) => graph.shown.get(id) ?? [])
  return (
    <Table aria-label="Services and what they need">
      <thead>
        <tr>
          <Th>Service</Th>
          <Th>Status</Th>
          <Th>Needs</Th>
          <Th>Needed by</Th>
        </tr>
      </thead>
      <tbody>
        {services.map((one) => (
          <Tr key={one.id}>
            <Td>
              <Link
                href={`/services/${one.service.name}`}
                prefetch={false}
                className="font-medium hover:underline max-md:inline-flex max-md:min-h-11 max-md:items-center"
              >
                {one.title}
              </Link>
              <span className="block text-12 text-ink-3">{checksWords(one.service)}</span>
            </Td>
            <Td>
              <StatusWord mark={one.service.status} />
            </Td>
            <Td>
              <Names of={named(graph.needs.get(one.id))} />
            </Td>
            <Td>
              <Names of={named(graph.neededBy.get(one.id))} saying={(other) => stakeWords(money, other.id, one.id)} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

function Names({ of, saying }: { of: readonly Shown[]; saying?: (one: Shown) => string | undefined }) {
  if (of.length === 0) return <span className="text-ink-3">nothing</span>
  return of.map((one, index) => {
    const says = saying?.(one)
    return (
      <span key={one.id}>
        {index > 0 && ', '}
        {one.title}
        {says && <span className="text-ink-3"> ({says})</span>}
      </span>
    )
  })
}
