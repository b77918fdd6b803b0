/** The version of the Admin API that the sandbox plays. */
export const API_VERSION = '2026-10'
