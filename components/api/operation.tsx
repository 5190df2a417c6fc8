import type { ReactNode } from 'react'
import type { OperationText } from '@/server/web/openapi/reference'
import { Command } from './command'
import { FieldList, Shape } from './field-list'
import { Prose } from './prose'

/** One address with one method: who may, what it takes, what it answers, and a command that does it. */
export function OperationSection({ operation }: { operation: OperationText }) {
  const { id, method, path, title, says, mayDo, parameters, body, answers, refusals, curl } = operation
  const name = `${method} ${path}`
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className="grid scroll-mt-4 grid-cols-[minmax(0,1fr)] gap-3 border-line border-t pt-4 pb-6"
    >
      <header className="grid gap-1">
        <h2 id={`${id}-title`} className="grid gap-1">
          <span className="font-medium text-16">{title}</span>
          <code className="break-words font-mono text-13 text-ink-2">{name}</code>
        </h2>
        {says && (
          <p className="max-w-[100ch] text-13">
            <Prose text={says} />
          </p>
        )}
        <p className="text-13 text-ink-2">{mayDo}</p>
      </header>
      {parameters.length > 0 && (
        <Part title="Parameters">
          <FieldList label={`Parameters of ${name}`} fields={parameters} />
        </Part>
      )}
      {body && (
        <Part title="Body" note={`${body.types.join(' or ')}${body.required ? '' : ', may be left out'}`}>
          {body.fields.length > 0 && <FieldList label={`Body of ${name}`} fields={body.fields} />}
        </Part>
      )}
      <Part title="Answers">
        <ul aria-label={`Answers of ${name}`} className="text-13">
          {answers.map(({ status, says: meaning, type, shape, is }) => (
            <li
              key={`${status} ${type}`}
              className="grid items-baseline gap-x-4 border-line border-b py-1.5 last:border-b-0 md:grid-cols-[minmax(0,240px)_minmax(0,200px)_minmax(0,1fr)]"
            >
              <p>
                <span className="font-medium">{status}</span> <code className="font-mono text-12 text-ink-3">{type}</code>
              </p>
              <p className="min-w-0 break-words text-ink-2">
                <Shape is={is} shape={shape} />
              </p>
              <p className="min-w-0 break-words">
                <Prose text={meaning} />
              </p>
            </li>
          ))}
        </ul>
        {refusals.length > 0 && (
          <p className="pt-1.5 text-12 text-ink-2">
            {refusals.join(', ')}:{' '}
            <a href="/settings/api#refusals" className="text-accent underline underline-offset-2">
              what is refused, as everywhere
            </a>
          </p>
        )}
      </Part>
      <Command text={curl} />
    </section>
  )
}

function Part({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <div>
      <div className="flex items-baseline gap-2 border-line border-b pb-1">
        <h3 className="font-medium text-12 text-ink-2">{title}</h3>
        {note && <span className="text-12 text-ink-3">{note}</span>}
      </div>
      {children}
    </div>
  )
}
