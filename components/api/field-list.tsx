import type { FieldLine } from '@/server/web/openapi/reference'
import { Prose } from './prose'

/** Fields line by line: what each is called, what it is, and what it is for. On a phone each line is a paragraph. */
export function FieldList({ label, fields, required = true }: { label: string; fields: readonly FieldLine[]; required?: boolean }) {
  return (
    <ul aria-label={label} className="text-13">
      {fields.map((field) => (
        <li
          key={field.path}
          className="grid items-baseline gap-x-4 border-line border-b py-1.5 last:border-b-0 md:grid-cols-[minmax(0,240px)_minmax(0,200px)_minmax(0,1fr)]"
        >
          <p className="min-w-0">
            <code className="break-words font-mono text-12">{field.path}</code>
            {required && field.required && <span className="text-12 text-ink-3"> required</span>}
          </p>
          <p className="min-w-0 break-words text-ink-2">
            <Shape is={field.is} shape={field.shape} />
          </p>
          <p className="min-w-0 break-words">
            <Prose text={field.says} />
            {field.fallback !== null && (
              <span className="text-ink-2">
                {field.says && ' '}Unless said: <code className="break-words font-mono text-12">{field.fallback}</code>.
              </span>
            )}
          </p>
        </li>
      ))}
    </ul>
  )
}

/** What a field is; a shape that stands on this page is led to. */
export function Shape({ is, shape }: Pick<FieldLine, 'is' | 'shape'>) {
  if (shape === null) return is
  const [before = '', after = ''] = is.split(shape)
  return (
    <>
      {before}
      <a href={`#${shape}`} className="text-accent underline underline-offset-2 max-md:py-1">
        {shape}
      </a>
      {after}
    </>
  )
}
