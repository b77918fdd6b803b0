import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Vitest's reporter that writes down, for each project, how many tests passed, failed and were skipped. A file that
 * cannot be loaded, and an error outside of any test, count as one failure each: vitest's own sums leave them out.
 * What passed at a second try only is named.
 */
export default class CountTests {
  /** @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly unknown[]} unhandled */
  onTestRunEnd(modules, unhandled) {
    const file = process.env['OMNISYNC_TEST_COUNTS']
    if (file === undefined) return
    /** @type {Record<string, { passed: number, failed: number, skipped: number }>} */
    const projects = {}
    /** @type {string[]} */
    const late = []
    for (const module of modules) {
      const counts = (projects[module.project.name] ??= { passed: 0, failed: 0, skipped: 0 })
      const before = counts.failed
      for (const one of module.children.allTests()) {
        const { state } = one.result()
        counts[state === 'passed' || state === 'failed' ? state : 'skipped'] += 1
        if (one.diagnostic()?.flaky) late.push(`${module.relativeModuleId}: ${one.fullName}`)
      }
      if (counts.failed === before && !module.ok()) counts.failed += 1
    }
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify({ projects, unhandled: unhandled.length, late }))
  }
}
