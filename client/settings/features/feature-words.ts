import type { FlagName } from '../../../shared/branches/flags.ts'
import type { Translate } from '../../i18n/translate.ts'

/** What a feature is called, and what it is. */
export function featureWords(name: FlagName, t: Translate): { title: string; hint: string } {
  switch (name) {
    case 'camera-scan':
      return { title: t('features.cameraScan'), hint: t('features.cameraScanHint') }
    case 'training':
      return { title: t('features.training'), hint: t('features.trainingHint') }
  }
}
