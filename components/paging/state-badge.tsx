import { Badge } from '@/components/ui/badge'

type State = { readonly tone: Parameters<typeof Badge>[0]['tone']; readonly glyph: string; readonly word: string }

/** A state by shape, word and colour. */
export const StateBadge = ({ tone, glyph, word }: State) => (
  <div>
    <Badge tone={tone}>
      <span aria-hidden className="pr-1 text-11">
        {glyph}
      </span>
      {word}
    </Badge>
  </div>
)
