import { isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLMap } from 'yaml'

/** Lines of the file, from 1, by list and name: `checks shop-front` → 12. */
export type Places = ReadonlyMap<string, number>

/** Where in a configuration file each thing begins. Of a text that is no YAML, nothing. */
export function placesIn(text: string): Places {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true })
  const places = new Map<string, number>()
  if (document.errors.length > 0 || !isMap(document.contents)) return places
  for (const { key, value } of document.contents.items) {
    if (!isScalar(key) || !isSeq(value)) continue
    for (const item of value.items) {
      if (!isMap(item)) continue
      const name = nameOf(item)
      if (name !== undefined && item.range) places.set(placeKey(String(key.value), name), counter.linePos(item.range[0]).line)
    }
  }
  return places
}

export const placeKey = (list: string, name: string): string => `${list} ${name}`

/** A contact is named by its person and its channel. */
function nameOf(item: YAMLMap): string | undefined {
  const [name, person, channel] = ['name', 'person', 'channel'].map((key) => item.get(key))
  if (typeof name === 'string') return name
  return typeof person === 'string' && typeof channel === 'string' ? `${person} by ${channel}` : undefined
}
