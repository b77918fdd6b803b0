import { later } from '../app/later.tsx'

// The page is ready to sell before these are here; they come while nobody waits, and never in a cashier's way.
const parts = {
  pay: () => import('./pay-panel.tsx'),
  sold: () => import('./sold-panel.tsx'),
  receipt: () => import('./receipt.tsx'),
  question: () => import('./question-dialog.tsx'),
  quantity: () => import('./quantity-dialog.tsx'),
  discount: () => import('./discount-dialog.tsx'),
  saleDiscount: () => import('./sale-discount-dialog.tsx'),
  customer: () => import('../customers/customer-sheet.tsx'),
  today: () => import('../orders/today-sheet.tsx'),
  keys: () => import('./keys-dialog.tsx'),
  refund: () => import('./refund/refund-sheet.tsx'),
  camera: () => import('./camera/camera-sheet.tsx'),
  park: () => import('./park/park-sheet.tsx'),
  shift: () => import('../shifts/shift-sheet.tsx'),
}
export const PayPanel = later(() => parts.pay().then((module) => ({ default: module.PayPanel })))
export const SoldPanel = later(() => parts.sold().then((module) => ({ default: module.SoldPanel })))
export const QuestionDialog = later(() =>
  parts.question().then((module) => ({ default: module.QuestionDialog })),
)
export const QuantityDialog = later(() =>
  parts.quantity().then((module) => ({ default: module.QuantityDialog })),
)
export const DiscountDialog = later(() =>
  parts.discount().then((module) => ({ default: module.DiscountDialog })),
)
export const SaleDiscountDialog = later(() =>
  parts.saleDiscount().then((module) => ({ default: module.SaleDiscountDialog })),
)
export const CustomerSheet = later(() =>
  parts.customer().then((module) => ({ default: module.CustomerSheet })),
)
export const TodaySheet = later(() => parts.today().then((module) => ({ default: module.TodaySheet })))
export const RefundSheet = later(() => parts.refund().then((module) => ({ default: module.RefundSheet })))
export const CameraSheet = later(() => parts.camera().then((module) => ({ default: module.CameraSheet })))
export const KeysDialog = later(() => parts.keys().then((module) => ({ default: module.KeysDialog })))
export const ParkSheet = later(() => parts.park().then((module) => ({ default: module.ParkSheet })))
export const ShiftSheet = later(() => parts.shift().then((module) => ({ default: module.ShiftSheet })))

/** Fetches them all, one after the other; what cannot be fetched now is tried again when it is needed. */
export async function fetchParts(): Promise<void> {
  for (const fetchPart of Object.values(parts)) await fetchPart().catch(() => null)
}
