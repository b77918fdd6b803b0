import { runBulk } from './bulk/run-bulk.ts'
import type { Deps } from './deps.ts'
import { tidyAll } from './status/tidy-all.ts'

/** From now on this process works at every queue, beside answering whoever asks. */
export async function workAtJobs(deps: Deps): Promise<void> {
  await deps.jobs.work({ queue: 'bulk.run', run: (job) => runBulk(deps, job) })
  await deps.jobs.work({ queue: 'tidy.all', run: (job) => tidyAll(deps, job) })
}
