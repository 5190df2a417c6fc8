/**
 * The words of one command as a POSIX shell would part them, with `$'…'` as browsers write it. Nothing is expanded, and it ends where the
 * shell would go on with another command. Undefined when a quote is never closed.
 */
export function shellWords(text: string): readonly string[] | undefined {
  const words: string[] = []
  let word: string | undefined
  let i = 0
  while (i < text.length) {
    const rest = text.slice(i, i + 2)
    const char = text.charAt(i)
    if (rest === '\\\n') i += 2
    else if (text.startsWith('\\\r\n', i)) i += 3
    else if (/\s/.test(char)) {
      if (word !== undefined) words.push(word)
      word = undefined
      i += 1
      // A newline ends a command; what stands before the first word does not count.
      if (char === '\n' && words.length > 0) return words
    } else if (/[|;<>]/.test(char) || (char === '&' && /^&(?:&|\s|$)/.test(text.slice(i)))) break
    else {
      const part = partAt(text, i)
      if (!part) return undefined
      word = (word ?? '') + part.text
      i = part.end
    }
  }
  return word === undefined ? words : [...words, word]
}

type Part = { readonly text: string; readonly end: number }

function partAt(text: string, at: number): Part | undefined {
  const char = text.charAt(at)
  if (char === "'") {
    const end = text.indexOf("'", at + 1)
    return end < 0 ? undefined : { text: text.slice(at + 1, end), end: end + 1 }
  }
  if (char === '"') return quoted(text, at + 1, '"', (next) => (/["\\$`]/.test(next) ? next : next === '\n' ? '' : `\\${next}`))
  if (text.startsWith("$'", at)) return escaped(text, at + 2)
  if (char === '\\') return { text: text.charAt(at + 1), end: at + 2 }
  return { text: char, end: at + 1 }
}

function quoted(text: string, from: number, until: string, meant: (next: string) => string): Part | undefined {
  let held = ''
  for (let i = from; i < text.length; i++) {
    const char = text.charAt(i)
    if (char === until) return { text: held, end: i + 1 }
    held += char === '\\' ? meant(text.charAt(++i)) : char
  }
  return undefined
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }
const LETTER = /^(?:u([0-9a-fA-F]{1,4})|x([0-9a-fA-F]{1,2}))/

function escaped(text: string, from: number): Part | undefined {
  let held = ''
  for (let i = from; i < text.length; i++) {
    const char = text.charAt(i)
    if (char === "'") return { text: held, end: i + 1 }
    if (char !== '\\') {
      held += char
      continue
    }
    const [whole, wide, narrow] = LETTER.exec(text.slice(i + 1, i + 6)) ?? []
    const code = wide ?? narrow
    if (whole !== undefined && code !== undefined) {
      held += String.fromCharCode(Number.parseInt(code, 16))
      i += whole.length
    } else {
      i += 1
      held += ESCAPES[text.charAt(i)] ?? text.charAt(i)
    }
  }
  return undefined
}
