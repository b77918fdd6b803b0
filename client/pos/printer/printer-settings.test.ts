import { expect, test } from 'vitest'
import { printerMemory } from './printer-settings.ts'

test('a till prints on its own printer where one is paired, and by the browser where none is', () => {
  const kept = new Map<string, string>()
  const memory = printerMemory({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  })
  const none = memory.read()
  const device = {
    vendorId: null,
    productId: null,
    serialNumber: null,
    language: null,
    codepageMapping: null,
  }
  memory.write({ ...none, connection: 'usb', paired: { name: 'Star', ...device } })
  expect(memory.read()).toMatchObject({ connection: 'usb', paired: { name: 'Star' } })
  memory.write({ ...none, connection: 'usb', auto: true })
  expect(memory.read()).toMatchObject({ connection: 'none', auto: true })
})
