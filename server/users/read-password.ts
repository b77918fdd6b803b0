import { createInterface } from 'node:readline/promises'
import { text } from 'node:stream/consumers'
import { Writable } from 'node:stream'

/** What was typed the second time is not what was typed the first time. */
export class PasswordsDiffer extends Error {
  override name = 'PasswordsDiffer'
}

/**
 * Asks for a new password twice at a terminal, showing nothing of it; reads the first line of standard input where that
 * is a pipe or a file.
 *
 * @throws PasswordsDiffer
 */
export async function readPassword(whose: string): Promise<string> {
  if (!process.stdin.isTTY) return (await text(process.stdin)).split(/\r?\n/)[0] ?? ''
  const first = await ask(`Password for ${whose}, at least 8 characters (it is not shown): `)
  if (first !== (await ask('Once more: '))) throw new PasswordsDiffer()
  return first
}

async function ask(question: string): Promise<string> {
  process.stdout.write(question)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const typing = createInterface({ input: process.stdin, output: silent, terminal: true, historySize: 0 })
  typing.once('SIGINT', () => {
    typing.close() // gives the terminal its echo back
    process.stdout.write('\n')
    process.exit(130)
  })
  try {
    return await typing.question('')
  } finally {
    typing.close()
    process.stdout.write('\n')
  }
}
