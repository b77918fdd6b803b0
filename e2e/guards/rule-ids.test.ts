import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT, filesIn, readText } from './modules.ts'
import { rulesIn, rulesProvedBy } from './rule-ids.ts'

const SPECIFICATIONS = ['shared/SPEC.md', 'shared/sync/SPEC.md'].filter((path) =>
  existsSync(join(ROOT, path)),
)
// This file speaks of ids as examples.
const TESTS = filesIn(
  ['shared', 'server', 'client', 'seed', 'e2e', 'migrations'],
  /\.(test|e2e)\.tsx?$/,
).filter((path) => path !== 'e2e/guards/rule-ids.test.ts')

test('every rule has a test that names it, and every test that names a rule names one that is written down', () => {
  const rules = SPECIFICATIONS.flatMap((path) => rulesIn(readText(path)))
  const proofs = TESTS.flatMap((path) =>
    rulesProvedBy(readText(path), path.endsWith('x') ? 'tsx' : 'ts').map((id) => ({ id, path })),
  )
  expect(rules.length).toBeGreaterThan(10)
  expect(proofs.length).toBeGreaterThan(10)
  expect(rules.filter((id, index) => rules.indexOf(id) !== index)).toEqual([])
  expect({
    unproved: rules.filter((id) => !proofs.some((proof) => proof.id === id)),
    unknown: proofs.filter(({ id }) => !rules.includes(id)),
  }).toEqual({ unproved: [], unknown: [] })
})

test('rules are read from their lines and from nowhere else', () => {
  expect(rulesIn('- **L1** Each tenant …\n- **O10** …\n- see **L2**\nL3\n  - **L4** nested')).toEqual([
    'L1',
    'O10',
  ])
})

test('titles are read in every form that counts', () => {
  const code = `
    test('[O3] all or nothing', () => {})
    test("[O1] [O4] two", () => {})
    it(\`[L1, L2] both of \${x}\`, () => {})
    test.each([[1], [2]])('[P1] page %s', () => {})
    describe('a block', () => {
      test('[A1] inside', () => {})
    })
    test.runIf(process.getuid?.() === 0)('[U4] as root', () => {})
    test.skipIf(nobody(')'))('[U5] perhaps', () => {})
    test.skip.each([1])('[U6] of %s', () => {})
    describe.skip('a block', () => {
      test('[U7] in vain', () => {})
    })
    const title = '[M2] by a helper'
    test.skip('[U1] not yet', () => {})
    test.todo('[U2] not yet')
    test('no id [U3] here', () => {})
    expect(list['0']).toBe('[]')
  `
  expect(rulesProvedBy(code)).toEqual(['O3', 'O1', 'O4', 'L1', 'L2', 'P1', 'A1', 'M2'])
})
