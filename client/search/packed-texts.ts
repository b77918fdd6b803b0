/** Rows of a chunk: some hundred kilobytes of text. */
const chunkRows = 2048
const lineEnd = 10

type Chunks = readonly (Uint8Array | readonly string[])[]
/** As it was kept, and where its lines begin once one of them was asked for. */
type KeptChunk = { bytes: Uint8Array; starts: Uint32Array | null }

/**
 * A text for each row, without line breaks. What was kept comes in chunks of UTF-8, of which only the lines that are
 * asked for are read: what a search finds right after a start lies all over the catalogue, and to take a whole chunk
 * apart for each of them took longer than the search.
 */
export function createPackedTexts(kept: Chunks = []) {
  const chunks: (KeptChunk | string[])[] = kept.map((chunk) =>
    chunk instanceof Uint8Array ? { bytes: chunk, starts: null } : [...chunk],
  )
  const decoder = new TextDecoder()

  function lineOf(chunk: KeptChunk, line: number): string {
    const starts = (chunk.starts ??= startsOf(chunk.bytes))
    if (line + 1 >= starts.length) return ''
    return decoder.decode(chunk.bytes.subarray(starts[line], starts[line + 1]! - 1))
  }

  return {
    /** Empty where there is none. */
    get(row: number): string {
      const chunk = chunks[Math.floor(row / chunkRows)]
      if (!chunk) return ''
      return Array.isArray(chunk) ? (chunk[row % chunkRows] ?? '') : lineOf(chunk, row % chunkRows)
    },
    /** Rows are given from 0 up, each the next one or one that is there. */
    set(row: number, text: string): void {
      const at = Math.floor(row / chunkRows)
      let chunk = chunks[at] ?? []
      if (!Array.isArray(chunk)) chunk = decoder.decode(chunk.bytes).split('\n')
      chunks[at] = chunk
      chunk[row % chunkRows] = text
    },
    /** As of now: what is set later is not in it. */
    state: (): Chunks => chunks.map((chunk) => (Array.isArray(chunk) ? chunk.slice() : chunk.bytes)),
  }
}

/** Where each line begins, and at the end where one more would. */
function startsOf(bytes: Uint8Array): Uint32Array {
  const starts = new Uint32Array(chunkRows + 1)
  let count = 1
  for (let end = bytes.indexOf(lineEnd); end >= 0; end = bytes.indexOf(lineEnd, end + 1))
    starts[count++] = end + 1
  starts[count++] = bytes.length + 1
  return starts.subarray(0, count)
}
