import { useSyncExternalStore } from 'react'
import type { Training } from './training-holder.ts'
import { createTrainingHolder } from './training-holder.ts'

export const trainingHere = createTrainingHolder(async (real) => {
  const { openTraining } = await import('./open-training.ts')
  return await openTraining(real)
})

export function useTrainingHere(): Training {
  return useSyncExternalStore(trainingHere.subscribe, trainingHere.state)
}
