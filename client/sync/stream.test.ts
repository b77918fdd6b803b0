import { expect, test } from 'vitest'
import type { Api } from './api.ts'
import { createLine } from './line.ts'
import { listen } from './stream.ts'

test('[S1] a stream that ends while it waits for a token opens no socket behind its end', async () => {
  const ending = new AbortController()
  let give: (token: string) => void = () => {}
  const opened: string[] = []
  const listening = listen({
    url: '',
    deviceId: null,
    api: { token: () => new Promise<string>((resolve) => (give = resolve)) } as Api,
    line: createLine({ now: () => 0, random: () => 0, epochChanged() {}, waking() {} }),
    random: () => 0,
    speed: 1_000,
    epoch: 'epoch-1',
    open(url) {
      opened.push(url)
      throw new Error('no socket here')
    },
    moved() {},
    reporter: {} as never,
    signal: ending.signal,
  })
  ending.abort(new Error('the round is over'))
  give('token-1')
  await listening
  expect(opened).toEqual([])
})
