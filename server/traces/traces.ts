/** What is known of a span: texts and numbers, never a person's or a shop's own data. */
export type Attributes = Record<string, string | number | boolean>

/** Something that takes time, from its beginning to its end. */
export type OpenSpan = {
  /** The trace it belongs to, for the log. */
  traceId: string
  note(attributes: Attributes): void
  end(failed?: boolean): void
  /** Runs work within: what begins in there is a part of this span. */
  run<T>(work: () => T): T
}

/** Where the time of requests and jobs goes, told to whoever collects it. */
export type Traces = {
  /**
   * Begins a span of its own, or as a part of what another system began.
   *
   * @param traceparent the header of that name (W3C Trace Context)
   */
  begin(name: string, kind: 'server' | 'job', attributes: Attributes, traceparent?: string): OpenSpan
  /** Work as a part of what runs now. */
  within<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T>
  /** A statement that has just ended, as a part of what runs now; where nothing does it is not told. */
  queried(statement: string, milliseconds: number, failed: boolean): void
  /** Tells what is left. */
  close(): Promise<void>
}

const nothing: OpenSpan = { traceId: '', note: () => {}, end: () => {}, run: (work) => work() }

/** Where nobody collects. */
export const noTraces: Traces = {
  begin: () => nothing,
  within: (_name, _attributes, work) => work(),
  queried: () => {},
  close: async () => {},
}
