import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { isAlive, isRunning, thisProcess } from './running.ts'

test('this process runs; another with its number does not count as the same', () => {
  expect(isRunning(thisProcess())).toBe(true)
  expect(isRunning({ pid: process.pid, since: 'another boot/1' })).toBe(false)
})

test.runIf(process.platform === 'linux')('the dead are dead, even while nobody has reaped them', async () => {
  // The child ends after the shell did; the sleep that took the shell's place never reaps it.
  const shell = spawn('/bin/sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 30'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  try {
    const text = await new Promise<Buffer>((resolve) => shell.stdout.once('data', resolve))
    const zombie = Number(text.toString())
    for (let tries = 0; isAlive(zombie) && tries < 100; tries++) await sleep(20)
    expect(() => process.kill(zombie, 0), 'its number is still taken').not.toThrow()
    expect(isAlive(zombie)).toBe(false)
    expect(isAlive(shell.pid!)).toBe(true)
  } finally {
    shell.kill('SIGKILL')
  }
})
