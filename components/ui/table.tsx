import clsx from 'clsx'
import type { ComponentProps, ReactNode } from 'react'

/** The bits of a dense table: hairlines, no boxes, numbers to the right, text at 13 px. */
export function Table({ className, ...rest }: ComponentProps<'table'>) {
  return <table {...rest} className={clsx('w-full border-collapse text-13', className)} />
}

export function Th({ numeric = false, className, ...rest }: ComponentProps<'th'> & { numeric?: boolean | undefined }) {
  return (
    <th
      scope="col"
      {...rest}
      className={clsx(
        'h-[26px] whitespace-nowrap border-line border-b px-2 text-12 text-ink-3 first:pl-0 last:pr-0',
        numeric ? 'text-right' : 'text-left',
        className,
      )}
    />
  )
}

export function Tr({ selected = false, className, ...rest }: ComponentProps<'tr'> & { selected?: boolean | undefined }) {
  return (
    <tr
      {...rest}
      aria-selected={selected || undefined}
      className={clsx('border-line border-b', selected ? 'row-selected' : 'hover:bg-panel', className)}
    />
  )
}

export function Td({ numeric = false, className, ...rest }: ComponentProps<'td'> & { numeric?: boolean | undefined }) {
  return <td {...rest} className={clsx('h-8 px-2 first:pl-0 last:pr-0 compact:h-[26px]', numeric && 'text-right', className)} />
}

/** Pairs of a name and its value, each on a line with a hairline under it. */
export function Facts({ facts }: { facts: readonly { name: string; value: ReactNode }[] }) {
  return (
    <dl className="text-13">
      {facts.map(({ name, value }) => (
        <div key={name} className="flex min-h-7 items-baseline justify-between gap-4 border-line border-b py-1 last:border-b-0">
          <dt className="text-ink-2">{name}</dt>
          <dd className="text-right">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
