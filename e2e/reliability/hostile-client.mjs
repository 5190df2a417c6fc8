// A client that means harm, in a process of its own, so that its own work delays nobody who measures. Prints what it was answered.
import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { io } from 'socket.io-client'

const MEBIBYTE = 1_048_576
const [url, key] = process.argv.slice(2)
const authorization = `Bearer ${key}`

console.log(JSON.stringify({ body: await sendForEver(), cut: [...(await speakNoHttp()), ...(await talkNonsense())] }))
process.exit(0)

/** A chunked body of a hundred megabytes, or as much of it as is taken; what it is answered. */
function sendForEver() {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/api/v1/checks`, { method: 'POST', headers: { authorization, 'content-type': 'application/json' } })
    let answered = false
    sent.on('response', async (response) => {
      answered = true
      let text = ''
      response.on('error', () => {})
      for await (const chunk of response) text += chunk
      resolve({ status: response.statusCode, type: response.headers['content-type'], text })
      sent.destroy()
    })
    sent.on('error', (cause) => answered || reject(cause))
    const piece = Buffer.alloc(MEBIBYTE, ' ')
    let left = 100
    const more = () => {
      while (left-- > 0) if (!sent.write(piece)) return
      sent.end()
    }
    sent.on('drain', more)
    more()
  })
}

/** What is no HTTP, and frames that are no frames: whether the connection was closed. */
async function speakNoHttp() {
  const { hostname, port } = new URL(url)
  const upgrade = [
    'GET /socket/?EIO=4&transport=websocket HTTP/1.1',
    `host: ${hostname}:${port}`,
    `authorization: ${authorization}`,
    'connection: upgrade',
    'upgrade: websocket',
    'sec-websocket-version: 13',
    'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
    '',
    '',
  ].join('\r\n')
  const cut = []
  for (const words of ['\u0000\u0001\u0002 nonsense\r\n\r\n', `${upgrade}\u00ff\u00ff\u00ff\u00ff`]) {
    const socket = connect(Number(port), hostname)
    socket.on('error', () => {})
    await once(socket, 'connect')
    socket.write(Buffer.from(words, 'latin1'))
    socket.resume()
    cut.push(await endsWithin(once(socket, 'close'), 5_000))
    socket.destroy()
  }
  return cut
}

/** Well-formed frames of somebody known: of no meaning, too large, too many. Whether the last two were cut off. */
async function talkNonsense() {
  const meaningless = (client) => {
    const epoch = { epoch: [], seq: -1 }
    for (const args of [[], [null], [{ toString: 1 }], ['__proto__', {}], ['incidents', epoch], ['x'.repeat(9_000), null]])
      client.emit('watch', ...args)
    client.emit('no-such-event', { a: { b: [1, 2, 3] } })
  }
  const tooLarge = (client) => client.emit('watch', 'x'.repeat(MEBIBYTE), null)
  const tooMany = (client) => {
    for (let i = 0; i < 5_000; i++) client.emit('watch', `incident:${i}`, null)
  }
  const cut = []
  for (const talk of [meaningless, tooLarge, tooMany]) {
    const client = io(url, { path: '/socket', transports: ['websocket'], reconnection: false, extraHeaders: { authorization } })
    await once(client, 'connect')
    const gone = once(client, 'disconnect')
    talk(client)
    cut.push(await endsWithin(gone, talk === meaningless ? 500 : 5_000))
    client.disconnect()
  }
  return cut
}

function endsWithin(ending, ms) {
  return Promise.race([ending.then(() => true), new Promise((resolve) => setTimeout(resolve, ms, false))])
}
