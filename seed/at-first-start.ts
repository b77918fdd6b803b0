import type { SeedOptions } from './demo.ts'
import { seedDemo } from './demo.ts'
import { SeedSize } from './options.ts'
import { progressOn, terminal } from './progress.ts'

/** The demo of the first start: its default size, with its progress on the terminal. It takes a few seconds. */
export async function seedAtFirstStart(
  ownerUrl: string,
  options: Pick<SeedOptions, 'mode' | 'secret'>,
): Promise<void> {
  const progress = progressOn(terminal(), SeedSize.parse({}).orders)
  try {
    await seedDemo(ownerUrl, { ...options, onProgress: progress.show })
  } finally {
    progress.end()
  }
}
