import type { Channels } from './alerts/channel.ts'
import { keepAlerts } from './alerts/keep-alerts.ts'
import { mailChannel } from './alerts/mail-channel.ts'
import { keepBackups } from './backups/keep-backups.ts'
import type { Backups } from './backups/open-backups.ts'
import { runBulk } from './bulk/run-bulk.ts'
import type { Deps } from './deps.ts'
import { readHome } from './home/read-home.ts'
import { keepShopsInStep, passAll } from './shopify/pass/keep-shops-in-step.ts'
import { openPace } from './shopify/pass/pace.ts'
import { passShop } from './shopify/pass/pass-shop.ts'
import { telegramChannel } from './telegram/channel.ts'
import { keepBot } from './telegram/keep-bot.ts'
import { tidyAll } from './status/tidy-all.ts'
import { passVelocity, wakeVelocity } from './velocity/pass-velocity.ts'
import { makeSummary } from './summary/make-summary.ts'
import { sendMails } from './summary/send-mails.ts'
import { wakeSummaries } from './summary/wake-summaries.ts'

/** From now on this process works at every queue, beside answering whoever asks. Gives what ends its own listening. */
export async function workAtJobs(deps: Deps, backups: Backups): Promise<() => Promise<void>> {
  await deps.jobs.work({ queue: 'bulk.run', run: (job) => runBulk(deps, job) })
  await deps.jobs.work({ queue: 'backups.wake', run: (job) => keepBackups(deps, backups, job) })
  await deps.jobs.work({ queue: 'tidy.all', run: (job) => tidyAll(deps, job) })
  const paceOf = openPace(deps.now)
  // An import takes minutes, in which the shops of others are not to wait.
  await deps.jobs.work({
    queue: 'shopify.pass',
    atOnce: 4,
    run: (job) => passShop(deps, job, undefined, paceOf(job.data.tenantId)),
  })
  await deps.jobs.work({ queue: 'shopify.wake', run: () => passAll(deps) })
  await deps.jobs.work({ queue: 'velocity.pass', run: (job) => passVelocity(deps, job) })
  await deps.jobs.work({ queue: 'velocity.wake', run: () => wakeVelocity(deps) })
  // A model, and a mail server, may take a minute to answer.
  await deps.jobs.work({ queue: 'summary.make', atOnce: 4, run: (job) => makeSummary(deps, job) })
  await deps.jobs.work({ queue: 'summary.mail', atOnce: 4, run: (job) => sendMails(deps, job) })
  await deps.jobs.work({ queue: 'summary.wake', run: () => wakeSummaries(deps) })
  const channels: Channels = { telegram: telegramChannel(deps), mail: mailChannel(deps) }
  const alerts = keepAlerts(deps, channels)
  // A mail server that hangs must not keep the warnings of others waiting.
  await deps.jobs.work({ queue: 'alerts.send', atOnce: 4, run: alerts.send })
  await deps.jobs.work({ queue: 'alerts.wake', run: alerts.wake })
  // A shop that was just opened, or updated, is not to wait for the next turn of the clock.
  void wakeVelocity(deps).catch((error: unknown) =>
    deps.logger.warn({ err: error }, 'no forecast was asked for'),
  )
  const ends = [keepShopsInStep(deps), alerts.close, keepBot(deps, readHome)]
  return async () => void (await Promise.all(ends.map((end) => end())))
}
