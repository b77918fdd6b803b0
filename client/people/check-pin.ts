import type { PinAsked, PinChecked } from './pin.worker.ts'

type Asked = { answer(fits: boolean): void; fail(error: Error): void }

let worker: Worker | null = null
let last = 0
const waiting = new Map<number, Asked>()

/**
 * Whether a PIN fits an argon2id hash in PHC string format, reckoned by a worker that is started when it is first
 * needed. Works offline: the worker is part of the shell.
 *
 * @throws where this browser has no WebAssembly or no worker to run it in
 */
export function fitsHash(pin: string, hash: string): Promise<boolean> {
  return new Promise((answer, fail) => {
    last += 1
    waiting.set(last, { answer, fail })
    worker ??= startWorker()
    worker.postMessage({ id: last, pin, hash } satisfies PinAsked)
  })
}

function startWorker(): Worker {
  const started = new Worker(new URL('./pin.worker.ts', import.meta.url), { type: 'module' })
  started.addEventListener('message', ({ data }: MessageEvent<PinChecked>) => {
    const asked = waiting.get(data.id)
    waiting.delete(data.id)
    if ('fits' in data) asked?.answer(data.fits)
    else asked?.fail(new Error(data.fault))
  })
  started.addEventListener('error', ({ message }) => {
    // It could not be loaded or has died: the next PIN begins with a new one.
    worker = null
    for (const { fail } of waiting.values())
      fail(new Error(message || 'PINs cannot be checked in this browser'))
    waiting.clear()
  })
  return started
}
