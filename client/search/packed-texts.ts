/** Rows of a chunk: some hundred kilobytes of text, split when one of them is asked for. */
const chunkRows = 2048

type Chunks = readonly (string | readonly string[])[]

/** A text for each row, without line breaks. What was kept comes in chunks, which are split when they are needed. */
export function createPackedTexts(kept: Chunks = []) {
  const chunks: (string | string[])[] = kept.map((chunk) => (typeof chunk === 'string' ? chunk : [...chunk]))

  function chunkOf(row: number): string[] {
    const at = Math.floor(row / chunkRows)
    let chunk = chunks[at] ?? []
    if (!Array.isArray(chunk)) chunk = chunk.split('\n')
    chunks[at] = chunk
    return chunk
  }

  return {
    /** Empty where there is none. */
    get: (row: number): string => chunkOf(row)[row % chunkRows] ?? '',
    /** Rows are given from 0 up, each the next one or one that is there. */
    set(row: number, text: string): void {
      chunkOf(row)[row % chunkRows] = text
    },
    /** As of now: what is set later is not in it. */
    state: (): Chunks => chunks.map((chunk) => (Array.isArray(chunk) ? chunk.slice() : chunk)),
  }
}
