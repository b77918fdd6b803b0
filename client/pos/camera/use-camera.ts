import { useEffect, useRef, useState } from 'react'
import { openDetector } from './detector.ts'
import { freshCodes } from './fresh-codes.ts'

export type CameraState =
  | { kind: 'opening' }
  | { kind: 'seeing'; torch: boolean | null }
  /** `none`: there is no camera; `denied`: nobody allowed it; `broken`: it, or the reader, does not start. */
  | { kind: 'none' | 'denied' | 'broken' }

/** Pause between two pictures that are read, milliseconds: quick enough for a hand, and the till stays quick too. */
const pause = 120

/**
 * Shows the camera in the video element that gets `video`, and tells every code that comes into sight. The camera is given back when the
 * component goes. `torch` is null where the camera has no light.
 */
export function useCamera(onCode: (code: string) => void) {
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<CameraState>({ kind: 'opening' })
  const track = useRef<MediaStreamTrack | null>(null)
  const heard = useRef(onCode)
  useEffect(() => {
    heard.current = onCode
  }, [onCode])

  useEffect(() => {
    let current = true
    let stream: MediaStream | null = null
    void (async () => {
      try {
        stream = await navigator.mediaDevices.getUserMedia({
          audio: false,
          video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
        })
        const detector = await openDetector()
        const picture = video.current
        if (!current || !picture) return
        picture.srcObject = stream
        await picture.play()
        track.current = stream.getVideoTracks()[0] ?? null
        setState({ kind: 'seeing', torch: hasTorch(track.current) ? false : null })
        const fresh = freshCodes()
        while (current) {
          // A picture that cannot be read is followed by the next one.
          const codes = await detector.read(picture).catch(() => [])
          if (current) for (const code of fresh(codes, performance.now())) heard.current(code)
          await new Promise((resolve) => setTimeout(resolve, pause))
        }
      } catch (error) {
        if (current) setState({ kind: faultOf(error) })
      } finally {
        for (const one of stream?.getTracks() ?? []) one.stop()
      }
    })()
    return () => {
      current = false
    }
  }, [])

  async function light(on: boolean) {
    try {
      await track.current?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] })
      setState({ kind: 'seeing', torch: on })
    } catch {
      setState({ kind: 'seeing', torch: null })
    }
  }

  return { video, state, light }
}

function hasTorch(track: MediaStreamTrack | null): boolean {
  const abilities = track?.getCapabilities?.() as { torch?: boolean } | undefined
  return abilities?.torch === true
}

function faultOf(error: unknown): 'none' | 'denied' | 'broken' {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  // Without TLS browsers hide every camera.
  if (name === 'NotFoundError' || name === 'OverconstrainedError' || !('mediaDevices' in navigator))
    return 'none'
  return 'broken'
}
