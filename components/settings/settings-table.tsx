import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { Origin } from '@/server/settings/model'
import { written } from '@/server/settings/rules/written'
import type { SettingRow } from '@/server/views/settings'

const ORIGINS: Readonly<Record<Origin, string>> = { default: 'default', profile: 'profile', file: 'plimsoll.yaml' }

/** Settings of one capability: what each does, the value that holds, and where it comes from. */
export function SettingsTable({ label, settings, currency }: { label: string; settings: readonly SettingRow[]; currency: string }) {
  const say = (value: number | null, unit: SettingRow['unit']) => (value === null ? 'not set' : written(value, unit, currency))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways on a phone has to be reached by keys
    <section aria-label={`Table: ${label.toLowerCase()}`} tabIndex={0} className="overflow-x-auto pb-4">
      <Table aria-label={label}>
        <thead>
          <tr>
            <Th className="w-[46%]">Setting</Th>
            <Th numeric>Holds</Th>
            <Th>From</Th>
            <Th numeric>Default</Th>
            <Th>Bounds</Th>
          </tr>
        </thead>
        <tbody>
          {settings.map(({ key, title, about, unit, value, origin, default: fallback, min, max }) => (
            <Tr key={key}>
              <Td className="py-1.5 align-top">
                <span className="font-medium">{title}</span> <code className="font-mono text-11 text-ink-3">{key}</code>
                <p className="max-w-[64ch] text-12 text-ink-2">{about}</p>
              </Td>
              <Td numeric className="whitespace-nowrap py-1.5 align-top font-medium">
                {say(value, unit)}
              </Td>
              <Td className={origin === 'default' ? 'py-1.5 align-top text-ink-3' : 'py-1.5 align-top'}>{ORIGINS[origin]}</Td>
              <Td numeric className="whitespace-nowrap py-1.5 align-top text-ink-2">
                {say(fallback, unit)}
              </Td>
              <Td className="whitespace-nowrap py-1.5 align-top text-ink-2">
                {say(min, unit)} to {say(max, unit)}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </section>
  )
}
