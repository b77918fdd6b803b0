import type { Progress } from './demo.ts'

/** Where progress is shown: a bar that is redrawn on a terminal, a line every tenth elsewhere. */
export type Screen = { isTerminal: boolean; write: (text: string) => void }

const WIDTH = 30

export function terminal(): Screen {
  return { isTerminal: process.stdout.isTTY ?? false, write: (text) => void process.stdout.write(text) }
}

/** Shows how far the seed is. `total` is the number of orders there are to be. */
export function progressOn(
  screen: Screen,
  total: number,
): { show: (progress: Progress) => void; end: () => void } {
  let told = 0
  const line = ({ share, orders }: Progress) =>
    `${String(Math.floor(share * 100)).padStart(3)} %  ${orders.toLocaleString('en')} of about ${total.toLocaleString('en')} orders`
  return {
    show: (progress) => {
      if (screen.isTerminal) {
        const full = Math.round(progress.share * WIDTH)
        screen.write(`\r${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${line(progress)}\u001b[K`)
        return
      }
      const tenth = Math.floor(progress.share * 10)
      if (tenth === told) return
      told = tenth
      screen.write(`${line(progress)}\n`)
    },
    end: () => {
      if (screen.isTerminal) screen.write('\r\u001b[K')
    },
  }
}
