import Link from 'next/link'
import type { GroupText, OverviewText } from '@/server/web/openapi/reference'
import { FieldList } from './field-list'
import { OperationSection } from './operation'
import { OperationList } from './operation-list'
import { Prose } from './prose'

/** Everything that the API does about one thing, and what its answers are made of. */
export function ApiGroupPage({ group, groups }: { group: GroupText; groups: OverviewText['groups'] }) {
  return (
    <div className="grid max-w-[1200px] grid-cols-[minmax(0,1fr)] gap-4 px-5 py-5 xl:px-10">
      <header className="grid gap-2">
        <h1 className="font-medium text-20">{group.title}</h1>
        <p className="text-13 text-ink-2">{group.about}</p>
        <nav aria-label="Parts of the API" className="flex flex-wrap gap-x-4 text-13">
          <Link href="/settings/api" prefetch={false} className="text-ink-2 hover:text-ink hover:underline max-md:py-3">
            All of the API
          </Link>
          {groups.map(({ key, title }) => (
            <Link
              key={key}
              href={`/settings/api/${key}`}
              prefetch={false}
              aria-current={key === group.key ? 'page' : undefined}
              className={key === group.key ? 'font-medium max-md:py-3' : 'text-ink-2 hover:text-ink hover:underline max-md:py-3'}
            >
              {title}
            </Link>
          ))}
        </nav>
      </header>
      <OperationList label={group.title} operations={group.operations} at="" />
      {group.operations.map((operation) => (
        <OperationSection key={operation.id} operation={operation} />
      ))}
      {group.shapes.map(({ name, says, fields }) => (
        <section key={name} id={name} aria-labelledby={`${name}-title`} className="scroll-mt-4 border-line border-t pt-3 pb-4">
          <h2 id={`${name}-title`} className="font-medium text-13">
            {name}
          </h2>
          <p className="max-w-[100ch] pb-1 text-13 text-ink-2">
            <Prose text={says} />
          </p>
          <FieldList label={`Fields of ${name}`} fields={fields} required={false} />
        </section>
      ))}
    </div>
  )
}
