/** What the probe gives the page's `till` object: actions of a person at the till, timed inside the page. */
export type Probe = {
  /** Main-thread tasks above 50 ms since the page began: when, and how long, in milliseconds. */
  tasks: { at: number; ms: number }[]
  /** When the chip first named the catalogue's percentage, and when it named it no more. */
  loading: { from: number | null; to: number | null }
  /** Milliseconds from the page's handing an order over until it heard that the order is durable, for each. */
  kept: number[]
  /** Scans until the product comes into the cart; gives the moment, since navigation. */
  scanUntilFound(code: string): Promise<number>
  /** Scans what is there; gives milliseconds from the scanner's Enter to the line on the page. */
  scan(code: string): Promise<number>
  /** Takes exact cash; gives the receipt's number and the milliseconds until it is saved, strictly, and shown. */
  checkout(): Promise<{ number: string; ms: number }>
  /** Types, letter by letter; gives for each the milliseconds until its results were painted. */
  type(text: string): Promise<number[]>
  /** Intervals between frames for so long. */
  frames(ms: number): Promise<number[]>
}

/** Runs in the page before anything else. Nothing of this file may be used in it but types. */
export function installProbe(): void {
  const tasks: Probe['tasks'] = []
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) tasks.push({ at: entry.startTime, ms: entry.duration })
  }).observe({ type: 'longtask', buffered: true })
  const loading: Probe['loading'] = { from: null, to: null }
  const find = (id: string) => document.querySelector(`[data-testid="${id}"]`)
  new MutationObserver(() => {
    const words = find('status-chip')?.textContent ?? ''
    if (words.includes('catalogue')) {
      loading.from ??= performance.now()
      loading.to = null
    } else if (words && loading.from !== null) loading.to ??= performance.now()
  }).observe(document, { childList: true, subtree: true, characterData: true })

  const kept: number[] = []
  globalThis.Worker = class extends Worker {
    readonly #asked = new Map<number, number>()
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given)
      this.addEventListener('message', ({ data }: MessageEvent<{ kind: string; id: number }>) => {
        const asked = data.kind === 'answer' ? this.#asked.get(data.id) : undefined
        if (asked !== undefined) kept.push(performance.now() - asked)
      })
    }
    override postMessage(message: { kind?: string; name?: string; id: number }, ...more: never[]): void {
      if (message.kind === 'call' && message.name === 'place') this.#asked.set(message.id, performance.now())
      super.postMessage(message, ...more)
    }
  }

  /** Keys as close to each other as a scanner's: where the processor was taken away between two, they are made anew. */
  function keysOf(keys: Iterable<string>): KeyboardEvent[] {
    const all = [...keys]
    for (;;) {
      const made = all.map((key) => new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
      if ((made.at(-1)?.timeStamp ?? 0) - (made[0]?.timeStamp ?? 0) < 20) return made
    }
  }
  /** The keys are made before any of them is pressed: a slow page must not make the scanner look like a person. */
  const press = (keys: readonly KeyboardEvent[]) => {
    for (const key of keys) (document.activeElement ?? document.body).dispatchEvent(key)
  }
  const cart = () => find('cart-lines')?.textContent ?? ''
  const shown = () => find('sold')?.querySelector('.figures')?.textContent?.split(' · ')[0] ?? ''
  const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

  /** Resolves with the time at which something first holds, looked at after every change of the page. */
  function moment(what: string, holds: () => boolean, patience = 60_000): Promise<number> {
    return new Promise((resolve, reject) => {
      const end = (act: () => void) => {
        observer.disconnect()
        clearTimeout(timer)
        act()
      }
      const look = () => holds() && end(() => resolve(performance.now()))
      const observer = new MutationObserver(look)
      observer.observe(document, { childList: true, subtree: true, characterData: true, attributes: true })
      const timer = setTimeout(() => {
        const words = document.body.innerText.replaceAll(/\s+/g, ' ')
        const said = `${words.slice(0, 100)} … ${words.slice(-400)}`
        end(() => reject(new Error(`${what} did not come; the page says: ${said}`)))
      }, patience)
      look()
    })
  }

  async function scan(code: string): Promise<number> {
    const before = cart()
    const keys = keysOf([...code, 'Enter'])
    press(keys.slice(0, -1))
    const began = performance.now()
    press(keys.slice(-1))
    return (await moment(`a line for ${code}`, () => cart() !== '' && cart() !== before)) - began
  }

  const probe: Probe = {
    tasks,
    loading,
    kept,
    scan,
    async scanUntilFound(code) {
      await moment('the till', () => find('search') !== null)
      for (;;) {
        press(keysOf([...code, 'Enter']))
        await sleep(5)
        if (cart() !== '') return performance.now()
      }
    },
    async checkout() {
      const before = shown()
      const began = performance.now()
      press(keysOf(['F10']))
      const saved = await moment('the receipt', () => shown() !== '' && shown() !== before)
      return { number: shown(), ms: saved - began }
    },
    async type(text) {
      const field = find('search') as HTMLInputElement
      const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
      const times: number[] = []
      for (let length = 1; length <= text.length; length += 1) {
        const began = performance.now()
        let changed = 0
        const observer = new MutationObserver(() => (changed = performance.now()))
        observer.observe(document.querySelector('main') ?? document.body, { childList: true, subtree: true })
        setValue?.call(field, text.slice(0, length))
        field.dispatchEvent(new Event('input', { bubbles: true }))
        const painted = await new Promise<number>((resolve) =>
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = () => resolve(performance.now())
            port2.postMessage(null)
          }),
        )
        // Never in step with the frames, and long enough for results that come later than the first frame.
        await sleep(70 + Math.random() * 30)
        observer.disconnect()
        times.push(Math.max(painted, changed) - began)
      }
      setValue?.call(field, '')
      field.dispatchEvent(new Event('input', { bubbles: true }))
      await sleep(100)
      return times
    },
    async frames(ms) {
      const intervals: number[] = []
      const until = performance.now() + ms
      for (let last = 0; last < until;) {
        const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
        if (last > 0) intervals.push(now - last)
        last = now
      }
      return intervals
    },
  }
  Object.assign(globalThis, { till: probe })
}
