// Loaded before a server of a benchmark: what is for the shop's own address goes to where the sandbox listens.
import { DOMAIN } from './domain.ts'

const there = process.env['BENCH_SANDBOX_URL']
const { fetch } = globalThis

globalThis.fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input)
  if (url.hostname !== DOMAIN) return fetch(input, init)
  return fetch(new URL(url.pathname + url.search, there), init)
}
