import { productPage } from './products.ts'
import { pullAll } from './pull.ts'
import { wayCalled, type Way } from './ways.ts'

export type Measured = {
  ms: number
  longestTask: number
  tasksOver50: number
  heapMb: number
  diskMb: number
  answered: number
}

let way: Way | undefined

/** Writes `count` products in pages of a thousand, each after the one before, as the replication does. */
async function fill(name: string, count: number): Promise<Measured> {
  return await measured(async () => {
    if (name === 'rxdb-log' || name === 'rxdb-dexie') return await pullAll(name, pages)
    way = await wayCalled(name)
    for (let from = 0; from < count; from += 1000) {
      const page = pages[from / 1000]!
      await way.write(page, from / 1000)
    }
    return count
  })
}

/** Opens what an earlier page load has filled, until a query of thirty rows is answered. */
async function reopen(name: string): Promise<Measured> {
  return await measured(async () => {
    way = await wayCalled(name)
    return await way.open()
  })
}

const pages: ReturnType<typeof productPage>[] = []
function prepare(count: number): void {
  for (let from = 0; from < count; from += 1000) pages.push(productPage(from, 1000))
}

async function measured(work: () => Promise<number>): Promise<Measured> {
  const tasks: number[] = []
  const observer = new PerformanceObserver((list) =>
    tasks.push(...list.getEntries().map((entry) => entry.duration)),
  )
  observer.observe({ entryTypes: ['longtask'] })
  const start = performance.now()
  const answered = await work()
  const ms = performance.now() - start
  await new Promise((resolve) => setTimeout(resolve, 200))
  observer.disconnect()
  pages.length = 0
  ;(globalThis as { gc?: () => void }).gc?.()
  await new Promise((resolve) => setTimeout(resolve, 300))
  const { usedJSHeapSize } = (performance as unknown as { memory: { usedJSHeapSize: number } }).memory
  const { usage } = await navigator.storage.estimate()
  return {
    ms: Math.round(ms),
    longestTask: Math.round(Math.max(0, ...tasks)),
    tasksOver50: tasks.length,
    heapMb: Math.round(usedJSHeapSize / 1e6),
    diskMb: Math.round((usage ?? 0) / 1e5) / 10,
    answered,
  }
}

Object.assign(globalThis, { bench: { prepare, fill, reopen, close: () => way?.close() } })
