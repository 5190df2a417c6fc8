/** A command to be copied: one click selects all of it. */
export function Command({ text }: { text: string }) {
  return (
    <pre className="select-all whitespace-pre-wrap break-words rounded-control border border-line bg-panel px-3 py-2 font-mono text-12 leading-5">
      {text}
    </pre>
  )
}
