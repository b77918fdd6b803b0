let opening: Promise<AudioContext> | null = null

/**
 * Where tones go. A page that makes its first context waits for the browser to look for loudspeakers, a tenth of a
 * second in which nothing else is done; asked for beforehand, the browser looks for them beside.
 */
async function opened(): Promise<AudioContext> {
  await navigator.mediaDevices?.enumerateDevices().catch(() => [])
  return new AudioContext()
}

type Tone = (frequency: number, length: number, after?: number, loudness?: number) => void

/** Makes one short tone; frequency in hertz, length in seconds, beginning `after` seconds from now. */
const toneIn =
  (context: AudioContext): Tone =>
  (frequency, length, after = 0, loudness = 0.08) => {
    const oscillator = context.createOscillator()
    const gain = context.createGain()
    const start = context.currentTime + after
    oscillator.frequency.value = frequency
    gain.gain.setValueAtTime(loudness, start)
    gain.gain.exponentialRampToValueAtTime(0.0001, start + length)
    oscillator.connect(gain).connect(context.destination)
    oscillator.start(start)
    oscillator.stop(start + length)
  }

export type Sound = 'added' | 'unknown' | 'sold'

/** Milliseconds until a sound begins: the line is painted first. */
const afterPainting = 20

/** What the cashier hears without looking up. Silent where the browser gives no sound. */
export function play(sound: Sound): void {
  setTimeout(() => void make(sound), afterPainting)
}

async function make(sound: Sound): Promise<void> {
  try {
    const tone = toneIn(await (opening ??= opened()))
    if (sound === 'added') tone(1400, 0.06)
    if (sound === 'sold') {
      tone(880, 0.12)
      tone(1320, 0.18, 0.09)
    }
    if (sound === 'unknown') {
      tone(220, 0.18, 0, 0.2)
      tone(180, 0.25, 0.16, 0.2)
    }
  } catch {
    // No sound is no reason to stop a sale.
  }
}
