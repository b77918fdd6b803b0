/** The features that can be switched by branch, and whether a lane has one where nobody said anything. */
export const flags = { 'camera-scan': true, training: true } as const satisfies Record<string, boolean>
export type FlagName = keyof typeof flags
/**
 * What a branch says of a feature: on, off, or on at so many of a hundred lanes. Written as a truth value where it is
 * one, since that is what every version understands.
 */
export type FlagValue = boolean | number

export const flagNames = Object.keys(flags) as [FlagName, ...FlagName[]]

/** Of how many of a hundred lanes a branch wants a feature, and whether anybody said so. */
export function shareOf(
  written: Readonly<Record<string, FlagValue>>,
  name: FlagName,
): { percent: number; isSaid: boolean } {
  const value = written[name]
  if (value === undefined) return { percent: flags[name] ? 100 : 0, isSaid: false }
  return { percent: typeof value === 'number' ? value : value ? 100 : 0, isSaid: true }
}

/**
 * Whether a lane has a feature. A lane stays in or out while the percentage stays, and one that was in is never put
 * out by a larger one; two features do not choose the same lanes first.
 */
export function hasFeature(
  written: Readonly<Record<string, FlagValue>>,
  name: FlagName,
  laneId: string,
): boolean {
  return placeOf(`${name} ${laneId}`) < shareOf(written, name).percent
}

/** A number from 0 to 99 that is the same everywhere and always for a text: FNV-1a, mixed once more. */
function placeOf(text: string): number {
  let hash = 0x81_1c_9d_c5
  for (let index = 0; index < text.length; index += 1) {
    hash ^= text.charCodeAt(index)
    hash = Math.imul(hash, 0x01_00_01_93)
  }
  // Neighbouring texts differ in their last bits only; the percentage is taken from all of them.
  hash ^= hash >>> 16
  hash = Math.imul(hash, 0x85_eb_ca_6b)
  hash ^= hash >>> 13
  hash = Math.imul(hash, 0xc2_b2_ae_35)
  hash ^= hash >>> 16
  return (hash >>> 0) % 100
}
