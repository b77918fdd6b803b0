/** After so many minutes each, a message that could not be handed over is tried again; then it is for people to see. */
export const AGAIN_MINUTES: readonly number[] = [1, 5, 15]
