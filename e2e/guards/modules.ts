import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'

/** The project's folder. */
export const ROOT = join(import.meta.dirname, '../..')

/** A file of code and what it imports: paths from the project's folder, or the names of packages. */
export type Module = { path: string; imports: string[] }

const CODE = /\.(ts|tsx|mjs)$/
const COMMENTS = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm
const IMPORTS =
  /(?:^|[;\s}])(?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]|\bimport\s*\(\s*['"]([^'"]+)['"]/g

/** Every file of code in some folders of the project. */
export function modulesIn(folders: string[]): Module[] {
  return filesIn(folders, CODE).map((path) => ({ path, imports: importsOf(path, readText(path)) }))
}

/** What a file imports, type-only and dynamic imports included: a wall holds for types as well. */
export function importsOf(path: string, code: string): string[] {
  const names: string[] = []
  for (const match of code.replaceAll(COMMENTS, '').matchAll(IMPORTS)) {
    const name = match[1] ?? match[2]!
    names.push(name.startsWith('.') ? normalize(join(dirname(path), name)) : name)
  }
  return [...new Set(names)]
}

/** Paths, from the project's folder, of the files in some of its folders. */
export function filesIn(folders: string[], pattern: RegExp): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && pattern.test(entry.name))
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
      .toSorted(),
  )
}

/** The text of a file, by its path from the project's folder. */
export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}
