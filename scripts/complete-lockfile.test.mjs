import { expect, test } from 'vitest'
import { missingOptionals } from './complete-lockfile.mjs'

test('adds builds of other platforms that the registry lacks, with what their names tell', () => {
  const packages = {
    '': {},
    'node_modules/oxlint': {
      version: '1.0.0',
      dev: true,
      optionalDependencies: {
        '@oxlint/binding-linux-x64-gnu': '1.0.0',
        '@oxlint/binding-linux-x64-musl': '1.0.0',
        '@oxlint/binding-wasm32-wasi': '1.0.0',
      },
    },
    'node_modules/@oxlint/binding-linux-x64-gnu': { version: '1.0.0' },
    'node_modules/rollup': {
      version: '4.0.0',
      optionalDependencies: { fsevents: '~2.3.3', '@rollup/rollup-linux-arm-gnueabihf': '4.0.0' },
    },
    'node_modules/rollup/node_modules/fsevents': { version: '2.3.3' },
  }
  expect(missingOptionals(packages)).toEqual({
    'node_modules/@oxlint/binding-linux-x64-musl': {
      version: '1.0.0',
      os: ['linux'],
      cpu: ['x64'],
      libc: ['musl'],
      dev: true,
      optional: true,
    },
    'node_modules/@oxlint/binding-wasm32-wasi': {
      version: '1.0.0',
      cpu: ['wasm32'],
      dev: true,
      optional: true,
    },
    'node_modules/@rollup/rollup-linux-arm-gnueabihf': {
      version: '4.0.0',
      os: ['linux'],
      cpu: ['arm'],
      optional: true,
    },
  })
})

test('a name that tells no platform is not guessed at', () => {
  const packages = { 'node_modules/a': { optionalDependencies: { mystery: '1.0.0' } } }
  expect(() => missingOptionals(packages)).toThrow(/mystery/)
})
