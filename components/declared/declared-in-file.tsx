import type { FilePlace } from '@/server/declare/read-config'

/** Says where something is declared that is read-only on the screens, and the way out. */
export function DeclaredInFile({ list, name, at }: { list: string; name: string; at: FilePlace | null }) {
  return (
    <p className="max-w-[90ch] text-13 text-ink-2">
      Declared in plimsoll.yaml
      {at && (
        <>
          {' '}
          (
          <code className="break-all font-mono">
            {at.file}:{at.line}
          </code>
          )
        </>
      )}
      , under <code className="font-mono">{list}</code>, name <code className="font-mono">{name}</code>, and read-only here: change the file
      and run <code className="font-mono">plimsoll apply</code>.
    </p>
  )
}
