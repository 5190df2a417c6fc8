import { cpuMsOf, cpuMsOfAll, idleShare, machineTimes, named } from '../processes'
import { short } from '../statistics'
import type { WindowMeasure } from './measure'

const TARGET_MS = 0.5
/** Uptime Kuma with one viewer, and Prometheus with blackbox, at the same load on such a machine. */
const [KUMA_MS, PROMETHEUS_MS] = [7.9, 3.3]

/** PERF-1: what one check costs, from its start to the screen of one viewer. */
export const cpu: WindowMeasure = {
  ids: ['PERF-1'],
  async begin(stage) {
    const { world } = stage
    const parts = () => ({
      all: cpuMsOf(world.supervisor),
      engine: cpuMsOfAll([world.engine]),
      web: cpuMsOfAll([world.webServer]),
      postgres: cpuMsOfAll(named(world.supervisor, 'postgres')),
    })
    const [before, machineBefore] = [parts(), machineTimes()]
    return async () => {
      const [after, machineAfter] = [parts(), machineTimes()]
      const checks = Math.max(1, stage.asked.paths.length)
      const each = (part: keyof typeof before) => (after[part] - before[part]) / checks
      const value = each('all')
      const split = `engine ${short(each('engine'))}, Postgres ${short(each('postgres'))}, web ${short(each('web'))}`
      return [
        {
          id: 'PERF-1',
          what: `CPU per check: ${stage.options.checks} every ${stage.options.interval}, one viewer`,
          value,
          measured: `${short(value)} ms (${split}; machine ${Math.round(idleShare(machineBefore, machineAfter) * 100)} % idle)`,
          target: `<= ${TARGET_MS} ms`,
          holds: value <= TARGET_MS,
          against: `${short(value / stage.limits.probeMs)} × bare probe; ${short(KUMA_MS / value)} × under Kuma, ${short(PROMETHEUS_MS / value)} × under Prometheus`,
        },
      ]
    }
  },
}
