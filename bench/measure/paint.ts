import { type Line, openBrowser, openTab, type Painted, paint } from '../browser'
import { quantile, short } from '../statistics'
import type { ActMeasure, Figure, Stage } from './measure'

const [NEAR_MS, FAR_MS, SHIFT, SCRIPT_KB] = [1_000, 3_000, 0.02, 250]
/** Another town: 50 ms there and back, 10 Mbit/s. */
const FAR: Line = { roundTripMs: 50, bitsPerSecond: 10_000_000 }
const TIMES = 3

/** VIEW-5: what a browser with nothing in its cache says of opening each view, near and far. */
export const paints: ActMeasure = {
  ids: ['VIEW-5'],
  async act(stage) {
    const views = await viewsOf(stage)
    const browser = await openBrowser()
    try {
      const median = async (path: string, line?: Line): Promise<Painted> => {
        const seen: Painted[] = []
        for (let i = 0; i < TIMES && !stage.signal.aborted; i++) {
          const tab = await openTab(browser, stage.world, line)
          seen.push(await paint(tab, stage.world.url + path, stage.sleep))
          await tab.close()
        }
        const middle = (pick: (painted: Painted) => number) => quantile(seen.map(pick), 0.5)
        return {
          paintMs: middle(({ paintMs }) => paintMs),
          shift: Math.max(...seen.map(({ shift }) => shift)),
          scriptBytes: middle(({ scriptBytes }) => scriptBytes),
        }
      }
      const seen: { readonly path: string; readonly near: Painted; readonly far: Painted }[] = []
      for (const path of views) seen.push({ path, near: await median(path), far: await median(path, FAR) })
      return [figure(stage, seen)]
    } finally {
      await browser.close()
    }
  },
}

function figure({ options }: Stage, seen: readonly { readonly path: string; readonly near: Painted; readonly far: Painted }[]): Figure {
  const worst = (pick: (view: (typeof seen)[number]) => number) => Math.max(...seen.map(pick))
  const [near, far] = [worst((view) => view.near.paintMs), worst((view) => view.far.paintMs)]
  const [shift, kB] = [worst((view) => Math.max(view.near.shift, view.far.shift)), worst((view) => view.near.scriptBytes) / 1_000]
  const each = seen.map(
    (view) =>
      `${view.path} ${short(view.near.paintMs)} ms, far ${short(view.far.paintMs)} ms, shift ${short(Math.max(view.near.shift, view.far.shift))}, ${short(view.near.scriptBytes / 1_000)} kB`,
  )
  return {
    id: 'VIEW-5',
    what: `Largest paint of a view with ${options.checks} checks, worst of ${seen.length}: here / at ${FAR.roundTripMs} ms and ${FAR.bitsPerSecond / 1_000_000} Mbit/s; shift; scripts`,
    value: near,
    measured: `${short(near)} / ${short(far)} ms, ${short(shift)}, ${short(kB)} kB (${each.join('; ')})`,
    target: `< ${NEAR_MS} / ${FAR_MS} ms, < ${SHIFT}, < ${SCRIPT_KB} kB`,
    holds: near < NEAR_MS && far < FAR_MS && shift < SHIFT && kB < SCRIPT_KB,
    against: '–',
  }
}

async function viewsOf({ world }: Stage): Promise<readonly string[]> {
  const [check] = await world.sql<{ name: string; service: string }[]>`
    select c.name, s.name as service from checks c join services s on s.id = c.service_id order by c.name limit 1`
  return [
    '/executive',
    '/operations',
    '/operations?tab=matrix',
    '/engineering',
    '/engineering/map',
    '/paging',
    `/checks/${check?.name}`,
    `/services/${check?.service}`,
  ]
}
