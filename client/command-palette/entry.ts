import type { LucideIcon } from 'lucide-react'

/** The parts of the palette's list, in the order in which they stand where nothing fits better than the rest. */
export const sections = [
  'selected',
  'here',
  'recent',
  'pages',
  'products',
  'orders',
  'customers',
  'branches',
  'lanes',
  'people',
  'views',
  'app',
  'further',
] as const
export type SectionName = (typeof sections)[number]

/** One line of the palette. */
export type Entry = {
  id: string
  section: SectionName
  title: string
  detail?: string
  icon: LucideIcon
  /** Printed as a key, where it has one. */
  keys?: string
  /** It destroys something: shown so, and asked about. */
  isDangerous?: boolean
  /** Where it leads, from the origin on: what is recent is kept by it. */
  address?: string
  run(): void
}

/** An entry with how well it fits; less is better. */
export type Found = Entry & { score: number }

export type Section = { name: SectionName; entries: readonly Entry[] }
