/** What is switched by branch, some lanes at a time. */
export const features = {
  title: 'Features',
  lead: 'What a branch has, at some of its lanes first if you like. Lanes that are online notice within seconds, without a reload.',
  cameraScan: 'Scanning with the camera',
  cameraScanHint: 'A button beside the search that reads barcodes by the camera.',
  training: 'Training mode',
  trainingHint: 'A button in the menu that opens a till for practice.',
  share: 'Lanes that have it, %',
  lanesNow: '{{have, number}} of {{all, number}} lanes have it',
  byDefault: 'as the app has it by itself',
  off: 'Off',
  on: 'On',
  reset: 'Leave it to the app',
  shareFault: 'A whole number from 0 to 100.',
  loading: 'Loading branches…',
  saved: '{{feature}} at {{branch}}: {{percent, number}} %',
} as const
