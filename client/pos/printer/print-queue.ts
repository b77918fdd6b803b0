import type { PrintJob } from './encode-receipt.ts'

/** A printer, however it is reached. */
export type PrinterPort = {
  /** Rejects where the printer is not there, or takes nothing. */
  print(job: PrintJob): Promise<void>
}

export type QueuedJob = PrintJob & { name: string }

type Parts = {
  port: PrinterPort
  /** Milliseconds until a printer that says nothing counts as failed: no paper, switched off, cable. */
  patience: number
  /** Says what was not printed; `again` prints it. */
  failed(job: QueuedJob, why: string, again: () => void): void
}

/**
 * Prints one after the other, behind the sale and never in front of it: whoever hands a job over waits for nothing. A
 * job that fails is said, and dropped unless somebody wants it again: yesterday's receipts must not come out at noon.
 */
export function createPrintQueue({ port, patience, failed }: Parts) {
  let turn: Promise<unknown> = Promise.resolve()

  async function printNow(job: QueuedJob): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('no-answer')), patience)
    })
    try {
      await Promise.race([port.print(job), late])
    } catch (error) {
      failed(job, error instanceof Error ? error.message : String(error), () => add(job))
    } finally {
      clearTimeout(timer)
    }
  }

  function add(job: QueuedJob): void {
    turn = turn.then(() => printNow(job))
  }

  return {
    add,
    /** Resolves when nothing is left to print. */
    done: () => turn,
  }
}
