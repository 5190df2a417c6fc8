import clsx from 'clsx'

/** Which world this is. Production is solid and cannot be mistaken; everything else is an outline. */
export function ProfileBadge({ name, production }: { name: string; production: boolean }) {
  return (
    <span
      className={clsx(
        'inline-flex h-5 items-center rounded-chip border px-1.5 font-medium text-12',
        production ? 'border-ink bg-ink text-page' : 'border-line-3 border-dashed text-ink-2',
      )}
    >
      {name}
    </span>
  )
}
