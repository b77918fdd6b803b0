/** `2026-04-28T03:34:16Z`: the API tells times to the second. */
export function apiTime(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')
}

/** `2026-04-27T23:34:16-04:00`: webhooks tell the same moment by the shop's clock. */
export function shopTime(at: number, timeZone: string): string {
  const minutes = offsetAt(at, timeZone)
  const local = new Date(at + minutes * 60_000).toISOString().slice(0, 19)
  return `${local}${formatOffset(minutes)}`
}

/** How far a zone is ahead of UTC at a moment, in minutes. */
export function offsetAt(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at)
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d+):(\d+)/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

/** `-04:00`. */
export function formatOffset(minutes: number): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  const away = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${two(Math.trunc(away / 60))}:${two(away % 60)}`
}
