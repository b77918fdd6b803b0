let context: AudioContext | null = null

/** One short tone; frequency in hertz, length in seconds, beginning `after` seconds from now. */
function tone(frequency: number, length: number, after = 0, loudness = 0.08): void {
  context ??= new AudioContext()
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

type Sound = 'added' | 'unknown' | 'sold'

/** Milliseconds until a sound begins: the line is painted first, since the first sound of a day takes the browser a while. */
const afterPainting = 20

/** What the cashier hears without looking up. Silent where the browser gives no sound. */
export function play(sound: Sound): void {
  setTimeout(() => make(sound), afterPainting)
}

function make(sound: Sound): void {
  try {
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
