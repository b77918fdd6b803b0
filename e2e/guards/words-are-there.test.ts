import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { enDesk } from '../../client/i18n/en-desk.ts'
import { enSheets } from '../../client/i18n/en-sheets.ts'
import { en } from '../../client/i18n/en.ts'
import { filesIn, readText } from './modules.ts'

const FIRST = 'client/app/main.tsx'
const COMMENTS = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm
const STATIC = /(?:^|[;\s}])(?:import|export)\s(?!type\s)(?:[^'"`;]*?\sfrom\s*)?['"](\.[^'"]+)['"]/g
const LATER = /\bimport\s*\(\s*['"](\.[^'"]+)['"]/g
const SAID = /['"`](\w+)\.[\w${]/g

/** What brings which areas of words. */
const bringers: Readonly<Record<string, object>> = {
  'client/i18n/en.ts': en,
  'client/i18n/sheet-words.ts': enSheets,
  'client/i18n/desk-words.ts': enDesk,
}
const areas = new Set(Object.values(bringers).flatMap((words) => Object.keys(words)))

/** A file that is loaded by itself, with all that it imports at its start. */
type Loaded = { says: Map<string, string>; brings: Set<string>; next: Set<string> }

/** The sentences that are loaded before their words, where `read` gives the code of a path: `path says area of entry`. */
function saidTooEarly(read: (path: string) => string): { faults: string[]; entries: number } {
  const entries = new Map<string, Loaded>()
  const todo = [FIRST]
  for (let path = todo.pop(); path !== undefined; path = todo.pop()) {
    if (entries.has(path)) continue
    const entry = loadedWith(path, read)
    entries.set(path, entry)
    todo.push(...entry.next)
  }
  // What is there when an entry is loaded: what it brings, and what was there with everybody who loads it.
  const there = new Map([...entries.keys()].map((path) => [path, new Set(path === FIRST ? [] : areas)]))
  for (let changed = true; changed;) {
    changed = false
    for (const [path, entry] of entries) {
      const now = new Set([...there.get(path)!, ...entry.brings])
      for (const next of entry.next) {
        const before = there.get(next)!
        const kept = [...before].filter((area) => now.has(area))
        if (kept.length < before.size) changed = true
        there.set(next, new Set(kept))
      }
    }
  }
  const faults = [...entries].flatMap(([path, { says, brings }]) =>
    [...says]
      .filter(([area]) => !brings.has(area) && !there.get(path)!.has(area))
      .map(([area, where]) => `${where} says ${area}, of ${path}`),
  )
  return { faults, entries: entries.size }
}

function loadedWith(entry: string, read: (path: string) => string): Loaded {
  const loaded: Loaded = { says: new Map(), brings: new Set(), next: new Set() }
  const seen = new Set<string>()
  const todo = [entry]
  for (let path = todo.pop(); path !== undefined; path = todo.pop()) {
    if (seen.has(path) || !/\.tsx?$/.test(path)) continue
    seen.add(path)
    for (const area of Object.keys(bringers[path] ?? {})) loaded.brings.add(area)
    if (path.startsWith('client/i18n/en')) continue
    const code = read(path).replaceAll(COMMENTS, '')
    const paths = (pattern: RegExp) =>
      [...code.matchAll(pattern)].map((match) => normalize(join(dirname(path), match[1]!)))
    todo.push(...paths(STATIC))
    for (const next of paths(LATER)) loaded.next.add(next)
    for (const [, area] of code.matchAll(SAID)) if (areas.has(area!)) loaded.says.set(area!, path)
  }
  return loaded
}

test('nothing is said in English before its words are loaded', () => {
  expect(filesIn(['client'], /\.tsx$/).length).toBeGreaterThan(100)
  const { faults, entries } = saidTooEarly(readText)
  expect(entries).toBeGreaterThan(40)
  expect(faults).toEqual([])
})

test('words are there that whoever loads a screen has brought, on every way to it', () => {
  const files: Record<string, string> = {
    [FIRST]: "import '../i18n/en.ts'; import('./sheet.ts'); import('./late.ts'); t('till.search')",
    'client/app/sheet.ts': "import '../i18n/sheet-words.ts'; import('./part.ts'); t('stock.title')",
    'client/app/part.ts': "import { what } from './deep.ts'; import type { X } from './never.ts'",
    'client/app/deep.ts': 't(`stock.${which}`)',
    'client/app/late.ts': '',
    'client/i18n/sheet-words.ts': '',
  }
  const read = (path: string) => files[path] ?? ''
  expect(saidTooEarly(read).faults).toEqual([])
  files['client/app/late.ts'] = "import('./part.ts')"
  expect(saidTooEarly(read).faults).toEqual(['client/app/deep.ts says stock, of client/app/part.ts'])
})
