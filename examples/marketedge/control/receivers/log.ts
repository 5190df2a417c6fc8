import type { Draft, Message, Press } from './message.ts'

const MOST_MESSAGES = 200
const MOST_BYTES = 8 * 1024 * 1024
const MOST_PRESSES = 20

/** The last messages of one receiver, newest first, in memory. */
export type MessageLog = {
  readonly messages: readonly Message[]
  /** How many came since the start, also those that are no longer kept. */
  readonly arrived: number
  readonly refused: number
  /** The number of the last one; it goes on rising when the log is emptied. */
  readonly sequence: number
  find(key: string): Message | undefined
  get(id: string): Message | undefined
  add(draft: Draft, outcome: { at: Date; answered: string; refused: boolean }): Message
  /** Something arrived that changes a message: it is the newest again. */
  change(id: string, draft: Draft, outcome: { at: Date; answered: string }): Message | undefined
  /** It changed here, by a press. */
  become(id: string, draft: Draft): Message | undefined
  pressed(id: string, press: Press): Message | undefined
  clear(): void
}

export function messageLog(name: string): MessageLog {
  let messages: readonly Message[] = []
  let sequence = 0
  let arrived = 0
  let refused = 0
  const bytesOf = new WeakMap<Message, number>()

  function put(message: Message): Message {
    let bytes = 0
    bytesOf.set(message, JSON.stringify(message).length)
    messages = [message, ...messages.filter(({ id }) => id !== message.id)]
      .slice(0, MOST_MESSAGES)
      // What came last stays, however large.
      .filter((one, index) => {
        bytes += bytesOf.get(one) ?? 0
        return index === 0 || bytes <= MOST_BYTES
      })
    return message
  }

  function replace(id: string, changed: (before: Message) => Message): Message | undefined {
    const before = get(id)
    if (!before) return undefined
    const after = { ...changed(before), version: before.version + 1 }
    bytesOf.set(after, JSON.stringify(after).length)
    messages = messages.map((message) => (message === before ? after : message))
    return after
  }

  const get = (id: string) => messages.find((message) => message.id === id)

  return {
    get messages() {
      return messages
    },
    get arrived() {
      return arrived
    },
    get refused() {
      return refused
    },
    get sequence() {
      return sequence
    },
    find: (key) => messages.find((message) => message.key === key && !message.refused),
    get,
    add(draft, { at, answered, refused: isRefused }) {
      sequence++
      arrived++
      if (isRefused) refused++
      return put({ ...draft, id: `${name}-${sequence}`, at: at.toISOString(), version: 1, answered, refused: isRefused, presses: [] })
    },
    change(id, draft, { at, answered }) {
      const before = get(id)
      if (!before) return undefined
      arrived++
      return put({ ...before, ...draft, at: at.toISOString(), answered, version: before.version + 1 })
    },
    become: (id, draft) => replace(id, (before) => ({ ...before, ...draft })),
    pressed: (id, press) => replace(id, (before) => ({ ...before, presses: [press, ...before.presses].slice(0, MOST_PRESSES) })),
    clear() {
      messages = []
      arrived = 0
      refused = 0
    },
  }
}
