/** Under which name this browser keeps its printer; nothing is there until one was chosen. */
export const printerKey = 'omnisync.printer'
