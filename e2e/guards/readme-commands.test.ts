import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readBusinessCommand } from '../../server/branches/business-command.ts'
import { ROOT, readText } from './modules.ts'

/** The npm scripts that a text tells its reader to run. */
function commandsIn(text: string): string[] {
  const named = [...text.matchAll(/npm run ([a-z][\w:-]*)/g)].map((match) => match[1]!)
  const short = [...text.matchAll(/npm (start|test)\b/g)].map((match) => match[1]!)
  return [...new Set([...named, ...short])]
}

test('every command in the README exists', () => {
  const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> }
  const commands = commandsIn(readText('README.md'))
  expect(commands).toEqual(expect.arrayContaining(['start', 'test']))
  expect(commands.filter((name) => !(name in scripts))).toEqual([])
})

test('every command runs a file that exists', () => {
  const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> }
  const files = Object.values(scripts).flatMap((line) => line.match(/[\w/-]+\.(ts|mjs)/g) ?? [])
  expect(files.length).toBeGreaterThan(5)
  expect(files.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
})

test('the first business is made as the README says', () => {
  const line = /npm run business -- ([^`]+)/.exec(readText('README.md'))?.[1] ?? ''
  const args = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')
  expect(readBusinessCommand(args)).toMatchObject({
    kind: 'open',
    wanted: { name: 'Corner Shop', branchCode: 'MS', timeZone: 'Europe/Berlin' },
  })
})

test('commands are found in both forms', () => {
  expect(commandsIn('`npm start`, then `npm run bench -- --quick`, npm run test:long')).toEqual([
    'bench',
    'test:long',
    'start',
  ])
})
