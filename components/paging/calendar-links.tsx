'use client'
import { useRouter } from 'next/navigation'
import { ProblemLine } from '@/components/account/problem-line'
import { useSubmit } from '@/components/account/use-submit'
import { Button } from '@/components/ui/button'
import { tellDone } from '@/components/ui/toast'
import type { CalendarRow, PagingView } from '@/server/views/paging'

/** For one's own turns and for each schedule: the link that a calendar reads, or a button that makes one. */
export function CalendarLinks({ links, schedules }: { links: readonly CalendarRow[]; schedules: PagingView['schedules'] }) {
  const linkOf = (schedule: string | null) => links.find((link) => link.schedule === schedule)
  return (
    <ul>
      <Row title="Your own turns" schedule={null} link={linkOf(null)} />
      {schedules.map(({ name, title }) => (
        <Row key={name} title={title} schedule={name} link={linkOf(name)} />
      ))}
    </ul>
  )
}

function Row({ title, schedule, link }: { title: string; schedule: string | null; link: CalendarRow | undefined }) {
  return (
    <li
      aria-label={title}
      className="grid items-center gap-x-4 gap-y-1 border-line border-b py-2 text-13 last:border-b-0 max-md:py-3 md:grid-cols-[200px_minmax(0,1fr)_auto]"
    >
      <p className="font-medium">{title}</p>
      <p className="min-w-0 truncate font-mono text-12 text-ink-2" title={link?.url}>
        {link?.url}
      </p>
      {link ? <Made title={title} link={link} /> : <Make title={title} schedule={schedule} />}
    </li>
  )
}

const copy = (url: string, title: string) =>
  navigator.clipboard.writeText(url).then(
    () =>
      tellDone(`The calendar link of ${title} is copied`, { description: 'Subscribe to it in your calendar; whoever has it can read it.' }),
    () => tellDone(url),
  )

function Make({ title, schedule }: { title: string; schedule: string | null }) {
  const router = useRouter()
  const submit = useSubmit<CalendarRow>({
    to: '/api/v1/calendars',
    read: () => (schedule === null ? {} : { schedule }),
    done: ({ url }) => {
      void copy(url, title)
      router.refresh()
    },
  })
  return (
    <form onSubmit={submit.onSubmit}>
      <Button type="submit" size="small" busy={submit.busy} aria-label={`Make a link to the calendar of ${title}`}>
        Make a link
      </Button>
      <ProblemLine says={submit.problem} />
    </form>
  )
}

function Made({ title, link: { id, url } }: { title: string; link: CalendarRow }) {
  const router = useRouter()
  const submit = useSubmit({
    to: `/api/v1/calendars/${id}`,
    method: 'DELETE',
    read: () => ({}),
    done: () => {
      tellDone(`The calendar link of ${title} has ended.`, { description: 'Calendars that read it are told nothing more.' })
      router.refresh()
    },
  })
  return (
    <form onSubmit={submit.onSubmit} className="flex flex-wrap items-center gap-2">
      <Button size="small" onClick={() => void copy(url, title)} aria-label={`Copy the calendar link of ${title}`}>
        Copy
      </Button>
      <Button type="submit" size="small" variant="ghost" busy={submit.busy} aria-label={`End the calendar link of ${title}`}>
        End
      </Button>
      <ProblemLine says={submit.problem} />
    </form>
  )
}
