import { openBrowser, openTab } from '../browser'
import { quantile, short } from '../statistics'
import { dataFolder, startWorld, type World } from '../world'
import type { Figure } from './measure'
import type { OwnWorldStage } from './storm'

export const SCROLL = 'SCROLL'
const [ROWS, PER_SECOND] = [5_000, 100]
const FRAMES_PER_SECOND = 60
/** A frame that is shown later than one and a half of its time was missed. */
const LATE_MS = 1.5 * (1_000 / FRAMES_PER_SECOND)
const [GESTURES, DISTANCE_PX, SPEED_PX] = [8, 3_000, 1_500]

/** VIEW-5: frames of the table of all checks while somebody scrolls through it and results arrive. */
export async function scroll({ options, target, signal, sleep }: OwnWorldStage): Promise<readonly Figure[]> {
  const { folder, remove } = dataFolder()
  let world: World | undefined
  const browser = await openBrowser()
  try {
    world = await startWorld(folder, { ...options, target, checks: ROWS, interval: `${ROWS / PER_SECOND}s` }, signal)
    await sleep((ROWS / PER_SECOND) * 1_000 + 5_000)
    const { page, session, close } = await openTab(browser, world)
    await page.goto(`${world.url}/engineering`, { waitUntil: 'load' })
    const table = page.getByRole('table').first()
    await table.waitFor()
    await sleep(3_000)
    const box = await table.boundingBox()
    if (!box) throw new Error('The table of checks has no place on the page.')
    await page.evaluate(() => {
      const intervals: number[] = []
      let last = performance.now()
      const frame = (now: number) => {
        intervals.push(now - last)
        last = now
        requestAnimationFrame(frame)
      }
      requestAnimationFrame(frame)
      Reflect.set(window, 'intervals', intervals)
    })
    for (let i = 0; i < GESTURES && !signal.aborted; i++)
      await session.send('Input.synthesizeScrollGesture', {
        x: Math.round(box.x + box.width / 2),
        y: 600,
        yDistance: i < GESTURES - 2 ? -DISTANCE_PX : DISTANCE_PX,
        speed: SPEED_PX,
        gestureSourceType: 'mouse',
      })
    const intervals = await page.evaluate(() => (Reflect.get(window, 'intervals') as number[]).slice(1))
    await close()
    const perSecond = (intervals.length * 1_000) / intervals.reduce((sum, ms) => sum + ms, 0)
    const late = intervals.filter((ms) => ms > LATE_MS).length / intervals.length
    return [
      {
        id: SCROLL,
        what: `Frames a second while ${ROWS} rows are scrolled and ${PER_SECOND} checks a second report`,
        value: perSecond,
        measured: `${short(perSecond)} a second, ${short(late * 100)} % late, 99th ${short(quantile(intervals, 0.99))} ms`,
        target: `${FRAMES_PER_SECOND}, < 1 % late`,
        holds: perSecond > FRAMES_PER_SECOND - 1 && late < 0.01,
        against: '–',
      },
    ]
  } finally {
    await browser.close()
    await world?.stop()
    remove()
  }
}
