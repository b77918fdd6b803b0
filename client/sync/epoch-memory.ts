import type { CollectionName } from '../../shared/sync/collections.ts'
import { epochOf } from '../../shared/sync/log-name.ts'
import type { Api } from './api.ts'
import { backoffMs, waitFor } from './backoff.ts'
import type { Line } from './line.ts'

/** Whether a collection has been recovered under an epoch (E2): kept over reloads, which may come in its middle. */
export type Recovery = {
  isUnfinished(): boolean
  begins(): void
  done(): void
  /**
   * Whether all of the collection was in step with this very log before: what the log lacks then was deleted and
   * purged (L5), and not lost.
   */
  wasInStep(): boolean
  /** Whether all of the collection was pulled from this log once, whatever was still to be sent. */
  wasWhole(): boolean
  whole(): void
}

type Asking = { api: Api; line: Line; random(): number; speed: number }

type Memory = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Which epoch of the server's database a device replicates (E1), kept over reloads so that it is known offline. */
export function epochMemory(memory: Memory, databaseName: string) {
  const key = `omnisync.epoch.${databaseName}`
  return {
    /**
     * The epoch as remembered, else as the server says: any page of any collection names it. A server that refuses the
     * question is asked again, later and later (C3): nothing can be replicated before. Rejects only on abort.
     */
    async current({ api, line, random, speed }: Asking, signal: AbortSignal): Promise<string> {
      const known = memory.getItem(key)
      if (known !== null) return known
      for (let failed = 0; ; failed += 1) {
        const answer = await line.ask({ signal, ask: (until) => api.pull('branches', null, 1, until) })
        if (answer.kind === 'refused') {
          await waitFor(backoffMs(failed, random) / speed, signal)
          continue
        }
        memory.setItem(key, answer.value.checkpoint.epoch)
        return answer.value.checkpoint.epoch
      }
    },
    /** It has changed: the next one is asked for (E2). */
    forget: () => memory.removeItem(key),
    recovery(epoch: string, name: CollectionName): Recovery {
      // Named like the epoch: what begins so is handed to the worker at its start.
      const mark = `omnisync.epoch.recovering.${databaseName}.${name}`
      const inStep = `omnisync.epoch.in-step.${databaseName}.${name}`
      const allHere = `omnisync.epoch.whole.${databaseName}.${name}`
      const wasInStep = () => memory.getItem(inStep) === epochOf(epoch)
      const wasWhole = () => wasInStep() || memory.getItem(allHere) === epochOf(epoch)
      return {
        isUnfinished: () => memory.getItem(mark) === epoch,
        begins: () => memory.setItem(mark, epoch),
        done() {
          memory.removeItem(mark)
          if (!wasInStep()) memory.setItem(inStep, epochOf(epoch))
        },
        wasInStep,
        wasWhole,
        whole() {
          if (!wasWhole()) memory.setItem(allHere, epochOf(epoch))
        },
      }
    },
  }
}
