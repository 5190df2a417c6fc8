import Link from 'next/link'
import { Section } from '@/components/ui/section'
import type { OverviewText } from '@/server/web/openapi/reference'
import { Command } from './command'
import { OperationList } from './operation-list'
import { Prose } from './prose'

/** How one asks, what is refused, and everything that there is to ask. */
export function ApiOverviewPage({ overview: { groups, refusals }, url }: { overview: OverviewText; url: string }) {
  return (
    <div className="grid max-w-[1200px] grid-cols-[minmax(0,1fr)] gap-4 px-5 py-5 xl:px-10">
      <header className="grid gap-1">
        <h1 className="font-medium text-20">API</h1>
        <p className="max-w-[100ch] text-13 text-ink-2">
          Everything that the screens do, a program can do too, in JSON. A program needs a key; what it may was chosen when the key was
          made.
        </p>
        <p className="max-w-[100ch] text-13 text-ink-2">
          Names are 1 to 63 lower-case letters, digits and hyphens. Durations are written like 30s, 5min or 1h; a bare number is seconds.
          Instants are ISO 8601 in UTC.
        </p>
        <p className="text-13">
          <a href="/api/v1/openapi.json" className="text-accent underline underline-offset-2 max-md:py-3">
            The same as an OpenAPI 3.1 document
          </a>
        </p>
      </header>
      <Command text={`curl -s -H "Authorization: Bearer $PLIMSOLL_KEY" "${url}/api/v1/session"`} />
      {groups.map(({ key, title, about, operations }) => (
        <Section
          key={key}
          title={title}
          note={about}
          aside={
            <Link
              href={`/settings/api/${key}`}
              prefetch={false}
              aria-label={`In full: ${title}`}
              className="text-12 text-accent hover:underline max-md:py-3"
            >
              In full
            </Link>
          }
          state={{ kind: 'ready' }}
        >
          <OperationList label={title} operations={operations} at={`/settings/api/${key}`} />
        </Section>
      ))}
      <div id="refusals" className="scroll-mt-4">
        <Section title="What is refused" note="a problem (RFC 9457): its title is a sentence for a person" state={{ kind: 'ready' }}>
          <ul aria-label="What is refused" className="text-13">
            {refusals.map(({ status, says }) => (
              <li key={status} className="grid gap-x-4 border-line border-b py-1.5 last:border-b-0 md:grid-cols-[64px_minmax(0,1fr)]">
                <span className="font-medium">{status}</span>
                <span>
                  <Prose text={says} />
                </span>
              </li>
            ))}
          </ul>
        </Section>
      </div>
    </div>
  )
}
