/** The newest positions of a tenant's log: what the stream tells (S1). */
export type Heads = { tenantId: string; epoch: string; head: number; collections: Record<string, number> }

/** How nodes tell each other that a log has moved or somebody's access has changed (S3, A2). */
export type News = {
  /** Called after a commit: gathered for some milliseconds, then told to every node. Never throws. */
  logMoved(tenantId: string): void
  /** Tells every node at once that a user, session or device must be looked up again. */
  accessChanged(tenantId: string, subjectId: string): Promise<void>
  /** Listeners of this node; each returns its own removal. */
  onHeads(listener: (heads: Heads) => void): () => void
  onAccess(listener: (tenantId: string, subjectId: string) => void): () => void
  /**
   * Told when the LISTEN connection stands again: whatever was said meanwhile was missed, and what is remembered on
   * the strength of news must be looked up again.
   */
  onGap(listener: () => void): () => void
  /** Tenants whose heads the safety poll asks for, once a second. */
  watch(tenantId: string): () => void
  /** Whether the LISTEN connection stands: caches that rely on it are off while it does not. */
  isListening(): boolean
  close(): Promise<void>
}
