import { Section } from '@/components/ui/section'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { HostLoads } from '@/server/views/settings'

/** How much we ask of each host that is watched, and what it is spared from (CHK-11). */
export function HostLoadsSection({ loads }: { loads: HostLoads | { readonly missing: string } }) {
  const known = 'missing' in loads ? undefined : loads
  return (
    <Section
      title="Our load on each host"
      note={known && `at most ${known.limits.concurrent} at the same time and ${known.limits.perSecond} a second`}
      state={
        'missing' in loads
          ? { kind: 'failed', says: loads.missing, still: 'Checks go on; only this table is not there.' }
          : loads.hosts.length === 0
            ? { kind: 'empty', says: 'No host is asked yet. Each host that a check looks at stands here, with how often it is asked.' }
            : { kind: 'ready' }
      }
    >
      {known && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways on a phone has to be reached by keys
        <section aria-label="Table: hosts" tabIndex={0} className="overflow-x-auto pb-4">
          <Table>
            <thead>
              <tr>
                <Th>Host</Th>
                <Th numeric>In the last minute</Th>
                <Th numeric>Now running</Th>
                <Th numeric>Waiting for their turn</Th>
              </tr>
            </thead>
            <tbody>
              {known.hosts.map(({ host, running, waiting, perMinute }) => (
                <Tr key={host}>
                  <Td className="font-mono text-12">{host}</Td>
                  <Td numeric>{perMinute}</Td>
                  <Td numeric>{running}</Td>
                  <Td numeric className={waiting > 0 ? 'font-medium text-status-degraded' : undefined}>
                    {waiting}
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        </section>
      )}
    </Section>
  )
}
