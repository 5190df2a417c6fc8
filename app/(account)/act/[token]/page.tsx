import Link from 'next/link'
import { Column } from '@/components/account/column'
import { ProblemLine } from '@/components/account/problem-line'
import { Button, buttonClass } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { formProblem, type LinkView, viewLink } from '@/server/web/act'
import { visitor } from '@/server/web/page-context'

export const metadata = { title: 'Act on an incident', robots: { index: false, follow: false }, referrer: 'no-referrer' }

type Props = { params: Promise<{ token: string }>; searchParams: Promise<{ problem?: string; wait?: string }> }

const VERBS = { acknowledge: 'Acknowledge', escalate: 'Escalate', resolve: 'Resolve' } as const

/** What a link of a message would do. Nothing happens before the button is pressed: mail scanners follow links, and press nothing. */
export default async function ActPage({ params, searchParams }: Props) {
  const [{ token: encoded }, { problem, wait }, { app, actor }] = [await params, await searchParams, await visitor()]
  const token = decodeURIComponent(encoded)
  const view = await viewLink(app, token)
  if (view.kind === 'over')
    return (
      <Column title={view.title} lead={view.says}>
        <Onwards incidentId={view.incidentId} signedIn={actor.kind !== 'nobody'} />
      </Column>
    )
  const { verb, incident, as } = view
  return (
    <Column title={`${VERBS[verb]} INC-${incident.number}?`} lead={leadOf(view)}>
      <form method="post" action="/api/v1/act" className="grid gap-5">
        <ProblemLine says={formProblem(problem, Number(wait ?? 0))} />
        <input type="hidden" name="token" value={token} />
        {verb === 'escalate' && (
          <Asked
            name="to"
            label="To somebody in particular"
            hint="A person’s e-mail address, or a team. Left empty, whoever comes next by the policy is paged."
            list={view.teams}
            optional
          />
        )}
        {verb === 'resolve' && <Asked name="reason" label="Reason" hint="Why it may be closed before the checks have proven it." />}
        <Button type="submit" variant="solid" className="justify-self-start">
          {VERBS[verb]} as {as}
        </Button>
      </form>
    </Column>
  )
}

function leadOf({ verb, incident }: Extract<LinkView, { kind: 'ask' }>): string {
  const named = `“${incident.title}”, ${incident.severity}`
  if (verb === 'acknowledge') return `${named}: others will know that you are on it, and nobody else is called.`
  if (verb === 'escalate') return `${named}: the next person is paged at once, without waiting for an answer.`
  return `${named}: it is closed, for a reason, before the checks have proven that it is over.`
}

type AskedProps = { name: string; label: string; hint: string; list?: readonly string[]; optional?: boolean }

function Asked({ name, label, hint, list = [], optional = false }: AskedProps) {
  return (
    <div className="grid gap-1.5">
      <label htmlFor={name} className="font-medium text-13">
        {label}
      </label>
      <Input
        id={name}
        name={name}
        list={`${name}-list`}
        aria-describedby={`${name}-hint`}
        required={!optional}
        maxLength={200}
        autoComplete="off"
      />
      <p id={`${name}-hint`} className="text-12 text-ink-2">
        {hint}
      </p>
      <datalist id={`${name}-list`}>
        {list.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </div>
  )
}

function Onwards({ incidentId, signedIn }: { incidentId: string | null; signedIn: boolean }) {
  const to = incidentId === null ? '/operations' : `/incidents/${incidentId}`
  return (
    <Link href={signedIn ? to : `/sign-in?${new URLSearchParams({ returnTo: to })}`} className={buttonClass()}>
      {signedIn ? (incidentId === null ? 'Open Plimsoll' : 'Open the incident') : 'Sign in'}
    </Link>
  )
}
