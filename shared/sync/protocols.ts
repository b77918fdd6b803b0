import { protocolVersion } from './version.ts'
import type { CollectionName } from './collections.ts'

type Document = Record<string, unknown>

/**
 * How the documents of one version of the wire become those of the next, and back. `up` must make what the next
 * version's client makes of the same document when it migrates its own store: a device that was reloaded in between
 * sends the same document again, and it is told by its content (U3). Both are pure, and pass on what they do not know.
 */
export type Step = {
  up: (collection: CollectionName, document: Document) => Document
  down: (collection: CollectionName, document: Document) => Document
}

/** The version of the wire that this server speaks, and the way to each before it: the step from `n` to `n + 1`. */
export type Protocols = { current: number; steps: Readonly<Record<number, Step>> }

/** So many versions before its own a server understands (C9): a till that was away for two updates still sells. */
export const UNDERSTOOD_BEFORE = 2

/** The versions that there have been. Whoever raises `protocolVersion` writes the step from the one before here. */
export const protocols: Protocols = { current: protocolVersion, steps: {} }

export type Understanding = {
  /** How a version stands to ours: `too-new` comes while nodes are replaced one after the other. */
  judge: (version: number) => 'fits' | 'too-old' | 'too-new'
  /** A document of a version as ours has it. What is no document is left for the schema to refuse. */
  up: (version: number, collection: CollectionName, document: unknown) => unknown
  /** A document of ours as a version has it. */
  down: (version: number, collection: CollectionName, document: Document) => Document
  /** The same for a document as text; our own version's is passed on unread. */
  downText: (version: number, collection: CollectionName, text: string) => string
}

/** @throws where a step is missing between the oldest version that is understood and ours */
export function understand({ current, steps }: Protocols): Understanding {
  const oldest = Math.max(1, current - UNDERSTOOD_BEFORE)
  const stepFrom = (version: number): Step => {
    const step = steps[version]
    if (!step) throw new Error(`there is no step from version ${version} of the protocol to the next`)
    return step
  }
  for (let version = oldest; version < current; version += 1) stepFrom(version)

  const down = (version: number, collection: CollectionName, document: Document): Document => {
    let told = document
    for (let from = current - 1; from >= version; from -= 1) told = stepFrom(from).down(collection, told)
    return told
  }
  return {
    judge: (version) => (version < oldest ? 'too-old' : version > current ? 'too-new' : 'fits'),
    up(version, collection, document) {
      if (!isDocument(document)) return document
      let told = document
      for (let from = version; from < current; from += 1) told = stepFrom(from).up(collection, told)
      return told
    },
    down,
    downText: (version, collection, text) =>
      version === current ? text : JSON.stringify(down(version, collection, JSON.parse(text) as Document)),
  }
}

function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
