import type { Chance } from './chance.ts'

/** Makes a UUIDv7 for a moment, milliseconds since 1970. */
export type NewId = (at: number) => string

/** UUIDv7 of simulated moments: the time from the simulation, the rest from chance. */
export function idsOf(chance: Chance): NewId {
  return (at) => {
    const time = hex(at, 12)
    const high = chance.bits()
    const low = chance.bits()
    const version = hex(0x7000 | (chance.bits() & 0xfff), 4)
    const variant = hex(0x8000 | (high & 0x3fff), 4)
    return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${hex(high >>> 16, 4)}${hex(low, 8)}`
  }
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0')
}
