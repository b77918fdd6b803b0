import { v7 } from 'uuid'
import type { Device } from '../database/shop.ts'

/** The browser's clock, ids and chance: what the rest of the app gets handed instead of reaching for it. */
export const device: Device = { now: () => Date.now(), newId: () => v7(), random: () => Math.random() }
