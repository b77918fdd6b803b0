/** The camera as a scanner. */
export const camera = {
  opening: 'Opening the camera…',
  none: 'No camera was found. Connect one, or use the scanner.',
  denied: 'The camera is not allowed. Allow it in the browser’s address bar and open this again.',
  broken: 'The camera does not start. Close whatever else uses it and open this again.',
  hint: 'Hold a barcode before the line.',
  light: 'Light',
  done: 'Done',
} as const
