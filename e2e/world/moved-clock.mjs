import { createConnection } from 'node:net'

/**
 * Loaded before a process of a world whose time is moved: dates are as far ahead as the test says, as on a machine whose clock was set forward.
 * What is measured and waited for stays what it is. Nothing of the product knows of it.
 */
let aheadMs = 0

const { WORLD_CLOCK } = process.env
if (WORLD_CLOCK) {
  globalThis.Date = movedDate(Date)
  await follow(WORLD_CLOCK)
}

/** @param {DateConstructor} Real */
function movedDate(Real) {
  const now = () => Real.now() + aheadMs
  const moved = new Proxy(Real, {
    construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [now()] : given, made === moved ? target : made),
    apply: () => new Real(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  })
  Real.prototype.constructor = moved
  return moved
}

/** Takes what the test says, and says when it holds; resolves with the first. @param {string} path */
function follow(path) {
  return new Promise((resolve, reject) => {
    const line = createConnection(path)
    line.setEncoding('utf8')
    line.once('error', reject)
    line.on('data', (text) => {
      aheadMs = Number(String(text).trimEnd().split('\n').at(-1))
      line.write(`${aheadMs}\n`)
      line.unref()
      resolve(undefined)
    })
    line.on('close', () => {})
  })
}
