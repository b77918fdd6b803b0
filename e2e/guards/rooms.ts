import type { Module } from './modules.ts'

/** A room of the server: a folder in it, or a file that lies beside the folders. */
function roomOf(path: string): string | undefined {
  return /^server\/([^/]+)/.exec(path)?.[1]
}

/**
 * The rooms of the server that import each other in a circle, types as well, each circle as the way round; empty
 * where every room stands on others and none stands on itself.
 */
export function circlesOf(modules: readonly Module[]): string[] {
  const below = new Map<string, Set<string>>()
  for (const { path, imports } of modules) {
    const room = roomOf(path)
    if (room === undefined) continue
    const others = imports.flatMap((name) => roomOf(name) ?? []).filter((other) => other !== room)
    below.set(room, new Set([...(below.get(room) ?? []), ...others]))
  }
  const done = new Set<string>()
  const circles: string[] = []
  const visit = (room: string, way: readonly string[]): void => {
    if (way.includes(room)) circles.push([...way.slice(way.indexOf(room)), room].join(' → '))
    if (way.includes(room) || done.has(room)) return
    for (const other of below.get(room) ?? []) visit(other, [...way, room])
    done.add(room)
  }
  for (const room of below.keys()) visit(room, [])
  return circles
}
