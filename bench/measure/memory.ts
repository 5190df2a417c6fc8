import { residentBytes } from '../processes'
import { short } from '../statistics'
import type { WindowMeasure } from './measure'

const MB = 1_000_000
const [ENGINE_MB, WEB_MB] = [100, 160]
const KUMA_MB = 448

/** PERF-3: what engine and web hold in memory at the end of the window. */
export const memory: WindowMeasure = {
  ids: ['PERF-3'],
  begin: async (stage) => async () => {
    const [engine, web] = [residentBytes(stage.world.engine) / MB, residentBytes(stage.world.webServer) / MB]
    return [
      {
        id: 'PERF-3',
        what: `Resident memory at ${stage.options.checks} checks: engine / web`,
        value: engine + web,
        measured: `${Math.round(engine)} / ${Math.round(web)} MB`,
        target: `<= ${ENGINE_MB} / ${WEB_MB} MB`,
        holds: engine <= ENGINE_MB && web <= WEB_MB,
        against: `${short(KUMA_MB / (engine + web))} × under Kuma`,
      },
    ]
  },
}
