import WebSocket from 'ws'

/** News of heads as a device hears it. */
export type HeadFrame = { epoch: string; head: number; collections: Record<string, number> }

/** A device's socket, after the server said that it is ready. */
export type DeviceSocket = { socket: WebSocket; head: number }

/** Opens the stream of one device. `hear` gets every frame of news as its text, unparsed. */
export function openSocket(
  serverUrl: string,
  token: string,
  deviceId: string,
  hear: (frame: string) => void,
): Promise<DeviceSocket> {
  const socket = new WebSocket(`${serverUrl.replace(/^http/, 'ws')}/api/v1/replication/stream`, {
    perMessageDeflate: false,
  })
  return new Promise((resolve, reject) => {
    let isReady = false
    socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', token, deviceId, protocol: 1 })))
    socket.on('message', (data: Buffer) => {
      const text = data.toString()
      if (isReady) return hear(text)
      const frame = JSON.parse(text) as { type: string; head: number }
      if (frame.type !== 'ready') return reject(new Error(`the stream said ${text}`))
      isReady = true
      resolve({ socket, head: frame.head })
    })
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('the stream closed')))
  })
}

/** So many devices, some at a time: a shop opens its tills within a minute, not in the same millisecond. */
export async function openSockets(
  deviceIds: readonly string[],
  open: (deviceId: string, index: number) => Promise<DeviceSocket>,
): Promise<DeviceSocket[]> {
  const sockets: DeviceSocket[] = []
  for (let from = 0; from < deviceIds.length; from += 50) {
    const some = deviceIds.slice(from, from + 50)
    sockets.push(...(await Promise.all(some.map((id, index) => open(id, from + index)))))
  }
  return sockets
}

export function closeAll(sockets: readonly DeviceSocket[]): void {
  for (const { socket } of sockets) socket.removeAllListeners('close').terminate()
}
