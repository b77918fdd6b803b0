import { fork } from 'node:child_process'
import { closeAll, openSocket, openSockets } from '../world/socket.ts'

type Devices = { serverUrl: string; token: string; deviceIds: readonly string[] }

/**
 * Devices that hear the news and ask for nothing, in a process of their own: a shop's tills do not share the processor
 * with the one whose clock is read.
 *
 * @returns what closes them
 */
export async function openSilentDevices(devices: Devices): Promise<() => void> {
  const child = fork(import.meta.filename, { execArgv: [], serialization: 'json' })
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve())
    child.once('exit', (code) => reject(new Error(`the silent devices ended with ${code}`)))
    child.send(devices)
  })
  return () => child.kill()
}

async function openAll({ serverUrl, token, deviceIds }: Devices): Promise<void> {
  const open = await openSockets(deviceIds, (id) => openSocket(serverUrl, token, id, () => {}))
  process.once('disconnect', () => closeAll(open))
  process.send?.('ready')
}

if (process.send && process.argv[1] === import.meta.filename) {
  process.once('message', (devices: Devices) => void openAll(devices))
}
