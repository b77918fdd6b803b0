import { argon2Verify } from 'hash-wasm'

export type PinAsked = { id: number; pin: string; hash: string }
export type PinChecked = { id: number; fits: boolean } | { id: number; fault: string }

// A thread of its own: the check takes longer than a frame on purpose, and the till must not stutter meanwhile.
addEventListener('message', ({ data }: MessageEvent<PinAsked>) => {
  const { id, pin, hash } = data
  argon2Verify({ password: pin, hash }).then(
    (fits) => postMessage({ id, fits } satisfies PinChecked),
    (error: unknown) => postMessage({ id, fault: String(error) } satisfies PinChecked),
  )
})
