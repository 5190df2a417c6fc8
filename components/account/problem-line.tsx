/** What was refused, above the fields; empty while nothing was. */
export function ProblemLine({ says }: { says: string | undefined }) {
  if (!says) return null
  return (
    <p role="alert" className="border-status-down border-l-2 py-0.5 pl-3 text-13 text-ink">
      {says}
    </p>
  )
}
