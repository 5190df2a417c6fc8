import { Fragment } from 'react'

/** A text whose words between backticks are code. */
export function Prose({ text }: { text: string }) {
  const parts = text.split('`')
  return parts.map((part, place) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text never change their places
    place % 2 === 1 ? <Code key={place} text={part} /> : <Fragment key={place}>{part}</Fragment>,
  )
}

const Code = ({ text }: { text: string }) => <code className="break-words font-mono text-12">{text}</code>
