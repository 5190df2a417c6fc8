import type { OperationText } from '@/server/web/openapi/reference'

/** What there is, by method and address; `at` is the path of the page that tells more, or nothing for this one. */
export function OperationList({
  label,
  operations,
  at,
}: {
  label: string
  operations: readonly Pick<OperationText, 'id' | 'method' | 'path' | 'title'>[]
  at: string
}) {
  return (
    <ul aria-label={label} className="text-13">
      {operations.map(({ id, method, path, title }) => (
        <li key={id} className="border-line border-b last:border-b-0">
          <a
            href={`${at}#${id}`}
            className="grid items-baseline gap-x-4 py-1.5 hover:bg-panel max-md:min-h-11 md:grid-cols-[64px_minmax(0,400px)_minmax(0,1fr)]"
          >
            <span className="font-mono text-12 text-ink-3">{method}</span>
            <code className="min-w-0 break-words font-mono text-12">{path}</code>
            <span className="text-ink-2">{title}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}
