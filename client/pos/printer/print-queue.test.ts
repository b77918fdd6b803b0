import { expect, test } from 'vitest'
import type { PrintJob } from './encode-receipt.ts'
import { encodeReceipt } from './encode-receipt.ts'
import { createPrintQueue } from './print-queue.ts'
import { paperOf } from './testing/paper-of.ts'

const job = (name: string) => ({
  name,
  pieces: [{ kind: 'words', text: name } as const],
  codes: [],
  drawer: false,
})

/** A printer that prints, fails so many times first, or hangs. */
function somePrinter({ fails = 0, hangs = false } = {}) {
  const printed: string[] = []
  const said: { name: string; why: string; again: () => void }[] = []
  const queue = createPrintQueue({
    patience: 30,
    failed: ({ name }, why, again) => said.push({ name, why, again }),
    port: {
      async print(given: PrintJob) {
        if (hangs) await new Promise(() => {})
        if (fails > 0) {
          fails -= 1
          throw new Error('disconnected')
        }
        const bytes = encodeReceipt(given, { paper: 80, language: null, codepageMapping: null })
        printed.push(
          ...paperOf(bytes)
            .lines.map((line) => line.trim())
            .filter(Boolean),
        )
      },
    },
  })
  return { queue, printed, said }
}

test('receipts come out in the order of the sales, and nobody waits for them', async () => {
  const { queue, printed } = somePrinter()
  queue.add(job('one'))
  queue.add(job('two'))
  expect(printed).toEqual([])
  await queue.done()
  expect(printed).toEqual(['one', 'two'])
})

test('a printer that fails is said, stops nothing behind it, and prints again when asked', async () => {
  const { queue, printed, said } = somePrinter({ fails: 1 })
  queue.add(job('one'))
  queue.add(job('two'))
  await queue.done()
  expect(printed).toEqual(['two'])
  expect(said).toMatchObject([{ name: 'one', why: 'disconnected' }])
  said[0]?.again()
  await queue.done()
  expect(printed).toEqual(['two', 'one'])
})

test('a printer that says nothing is given up on', async () => {
  const { queue, said } = somePrinter({ hangs: true })
  queue.add(job('one'))
  await queue.done()
  expect(said).toMatchObject([{ name: 'one', why: 'no-answer' }])
})
