/** Words that stand on many screens. */
export const common = {
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  loading: 'loading…',
  tryAgain: 'Try again',
  unknownError: 'Something went wrong. Try again.',
  noServer: 'The server cannot be reached. Check the network and try again.',
  onlineShop: 'Online shop',
} as const
