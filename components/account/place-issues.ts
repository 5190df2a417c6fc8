export type Issue = { readonly path: string; readonly message: string }
/** What is wrong, at the field of that name; undefined where no field can say it. */
export type Placed = { readonly name: string | undefined; readonly says: string }

/**
 * Finds the field of each thing that is wrong: of the path `when.once.from` the field `when`, or else `from` or `once`, or else the one that
 * `at` names for one of these.
 */
export function place(
  issues: readonly Issue[],
  hasField: (name: string) => boolean,
  at: Readonly<Record<string, string>> = {},
): readonly Placed[] {
  return issues.map(({ path, message }) => {
    const [head = '', ...rest] = path.split(/[.[\]]+/).filter((part) => part !== '')
    const parts = rest.toReversed().filter((part) => !/^\d+$/.test(part))
    const instead = [...parts, head].map((part) => (Object.hasOwn(at, part) ? at[part] : undefined))
    const name = [path, head, ...parts, ...instead].find((one) => one !== undefined && one !== '' && hasField(one))
    return { name, says: name === undefined && path !== '' ? ended(`${path} ${message}`) : sentence(message) }
  })
}

/** "must be at least 12 characters" as the sentence that stands at a field. */
const sentence = (message: string): string => ended(`${message.charAt(0).toUpperCase()}${message.slice(1)}`)

const ended = (text: string): string => (/[.?!]$/.test(text) ? text : `${text}.`)
