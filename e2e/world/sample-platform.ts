import type { ControlState } from '@/examples/marketedge/control/control'

/** The sample platform of a world, by its control page's API: it answers when the thing is done. */
export type Platform = {
  readonly control: string
  /** Where the platform itself answers. */
  readonly address: string
  state(): Promise<ControlState>
  break(fault: string): Promise<ControlState>
  repair(fault: string): Promise<ControlState>
  repairAll(): Promise<ControlState>
  /** The status of one request to the platform; 0 when it is refused. */
  answers(path: string): Promise<number>
}

export async function samplePlatform(control: string): Promise<Platform> {
  const order = async (method: string, path: string): Promise<ControlState> => {
    const answer = await fetch(`${control}${path}`, { method })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return await answer.json()
  }
  const { platform: address } = await order('GET', '/api/state')
  return {
    control,
    address,
    state: () => order('GET', '/api/state'),
    break: (fault) => order('POST', `/api/faults/${fault}`),
    repair: (fault) => order('DELETE', `/api/faults/${fault}`),
    repairAll: () => order('DELETE', '/api/faults'),
    answers: (path) =>
      fetch(`${address}${path}`, { headers: { connection: 'close' } }).then(
        ({ status }) => status,
        () => 0,
      ),
  }
}
