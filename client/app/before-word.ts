import type { SyncState } from '../database/shop.ts'

/** What is believed until the worker has spoken: a till that opens should not begin by alarming. */
export function beforeWord(now: number): SyncState {
  return {
    connection: 'online',
    since: new Date(now).toISOString(),
    firstLoad: null,
    waiting: 0,
    newest: '',
    oldestWaiting: null,
    needHelp: 0,
    retry: null,
    needsLogin: false,
    tooOld: false,
    stopped: null,
    broken: null,
    isWriter: true,
    lastSync: null,
    restarts: 0,
    healed: 0,
  }
}
