import { Section } from '@/components/ui/section'
import { Facts } from '@/components/ui/table'
import type { HostLoads, SettingRow, SettingsView } from '@/server/views/settings'
import { HostLoadsSection } from './host-loads'
import { SettingsTable } from './settings-table'

/** The capabilities by the first word of their keys, as the manual calls them. */
const CHAPTERS: Readonly<Record<string, string>> = {
  checks: 'Checks',
  evidence: 'Evidence',
  impact: 'Business impact',
  health: 'Health score',
  incidents: 'Incidents',
  storage: 'Storage',
  retention: 'Retention',
}

/** What holds, where it comes from, and what we ask of others. */
export function SettingsPage({
  view: { file, currencies, settings },
  loads,
}: {
  view: SettingsView
  loads: HostLoads | { readonly missing: string }
}) {
  const chapters = chaptersOf(settings)
  const rates = Object.entries(currencies.rates)
  return (
    <div className="grid max-w-[1200px] grid-cols-[minmax(0,1fr)] gap-4 px-5 py-5 xl:px-10">
      <header className="flex flex-wrap items-baseline gap-x-6 gap-y-1">
        <h1 className="font-medium text-20">Settings</h1>
        <nav aria-label="On this page" className="flex flex-wrap gap-x-4 text-13">
          {chapters.map(([chapter]) => (
            <a key={chapter} href={`#${chapter}`} className="text-ink-2 hover:text-ink hover:underline max-md:py-3">
              {CHAPTERS[chapter] ?? chapter}
            </a>
          ))}
        </nav>
      </header>
      <Section title="Declared" state={{ kind: 'ready' }}>
        <Facts
          facts={[
            {
              name: 'configuration file',
              value: file ? <code className="break-all font-mono text-12">{file}</code> : 'none; PLIMSOLL_CONFIG names one',
            },
            { name: 'report currency', value: currencies.base },
            ...(rates.length > 0
              ? [{ name: 'rates', value: rates.map(([code, rate]) => `1 ${code} = ${rate} ${currencies.base}`).join(', ') }]
              : []),
          ]}
        />
        <p className="pt-2 pb-2 text-12 text-ink-3">
          Settings are changed in the file, under “settings”. They hold from the next start on.
        </p>
      </Section>
      <HostLoadsSection loads={loads} />
      {chapters.map(([chapter, rows]) => (
        <div key={chapter} id={chapter}>
          <Section title={CHAPTERS[chapter] ?? chapter} note={changedNote(rows)} state={{ kind: 'ready' }}>
            <SettingsTable label={CHAPTERS[chapter] ?? chapter} settings={rows} currency={currencies.base} />
          </Section>
        </div>
      ))}
    </div>
  )
}

function chaptersOf(settings: readonly SettingRow[]): readonly (readonly [string, readonly SettingRow[]])[] {
  const chapters = new Map<string, SettingRow[]>()
  for (const row of settings) {
    const [chapter = ''] = row.key.split('.')
    chapters.set(chapter, [...(chapters.get(chapter) ?? []), row])
  }
  return [...chapters]
}

function changedNote(rows: readonly SettingRow[]): string {
  const changed = rows.filter(({ origin }) => origin !== 'default').length
  return changed === 0 ? 'as delivered' : `${changed} of ${rows.length} changed`
}
