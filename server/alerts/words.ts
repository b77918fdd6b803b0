import type { SpokenLanguage } from '../../shared/account/settings.ts'
import { formatCount } from '../format-money.ts'
import type { Digest, LowItem } from './digest.ts'

/** What messages about low stock say; numbers come written. */
type Words = {
  low(title: string): string
  soldOut(title: string): string
  many(count: string): string
  left(count: string): string
  noneLeft: string
  threshold(count: string): string
  ownThreshold(count: string): string
  more(count: string): string
  open: string
  why: string
}

const words: Record<SpokenLanguage, Words> = {
  en: {
    low: (title) => `Low stock: ${title}`,
    soldOut: (title) => `Sold out: ${title}`,
    many: (count) => `Low stock: ${count} products`,
    left: (count) => `${count} left`,
    noneLeft: 'none left',
    threshold: (count) => `threshold ${count}`,
    ownThreshold: (count) => `your threshold ${count}`,
    more: (count) => `and ${count} more`,
    open: 'Open what is low',
    why: 'You get this mail because low stock by mail is switched on in your account.',
  },
  ru: {
    low: (title) => `Мало на складе: ${title}`,
    soldOut: (title) => `Закончился: ${title}`,
    many: (count) => `Мало на складе, товаров: ${count}`,
    left: (count) => `осталось ${count}`,
    noneLeft: 'не осталось',
    threshold: (count) => `порог ${count}`,
    ownThreshold: (count) => `ваш порог ${count}`,
    more: (count) => `и ещё ${count}`,
    open: 'Что заканчивается',
    why: 'Вы получили это письмо, потому что в вашем профиле включены письма об остатках.',
  },
  uz: {
    low: (title) => `Kam qoldi: ${title}`,
    soldOut: (title) => `Tugadi: ${title}`,
    many: (count) => `Kam qolgan mahsulotlar: ${count}`,
    left: (count) => `${count} ta qoldi`,
    noneLeft: 'qolmadi',
    threshold: (count) => `chegara ${count}`,
    ownThreshold: (count) => `sizning chegarangiz ${count}`,
    more: (count) => `va yana ${count} ta`,
    open: 'Nimalar kam qolgan',
    why: 'Bu xat profilingizda qoldiq haqidagi xatlar yoqilgani uchun keldi.',
  },
}

/** A level that came down: how much is left where, and the threshold that it came down to. */
export type LowLine = { productId: string; title: string; place: string; left: string; threshold: string }

/** A digest in words: what it is about, each level, and how many more there are. */
export function digestLines(
  { items, count }: Digest,
  language: SpokenLanguage,
): { title: string; lines: LowLine[]; more: string | null } {
  const say = words[language]
  const figure = (pieces: number) => formatCount(pieces, language)
  const [first] = items
  const alone = ({ title, onHand }: LowItem) => (onHand === 0 ? say.soldOut(title) : say.low(title))
  return {
    title: first && count === 1 ? alone(first) : say.many(figure(count)),
    lines: items.map(({ productId, title, sku, branchName, onHand, threshold, isOwn }) => ({
      productId,
      title,
      place: `${sku} · ${branchName}`,
      left: onHand === 0 ? say.noneLeft : say.left(figure(onHand)),
      threshold: (isOwn ? say.ownThreshold : say.threshold)(figure(threshold)),
    })),
    more: count > items.length ? say.more(figure(count - items.length)) : null,
  }
}

/** What stands around a digest in a mail. */
export function mailWords(language: SpokenLanguage): Pick<Words, 'open' | 'why'> {
  return words[language]
}
