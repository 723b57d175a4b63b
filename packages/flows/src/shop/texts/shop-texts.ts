type Order = { number: string };
type PricedOrder = { number: string; total: string };

/** What stands on taps: at most 20 UTF-16 units, the least that a channel shows. */
export type ShopLabels = {
  products: string;
  more: string;
  checkout: string;
  person: string;
  cancel: string;
  confirm: string;
  change: string;
  items: string;
  phone: string;
  address: string;
  remove: string;
  sharePhone: string;
  pay: string;
  renew: string;
  status: string;
  cancelOrder: string;
  keepOrder: string;
};

/** Everything the scenario says, in one language. Sums and phones come ready to be read. */
export type ShopTexts = {
  labels: ShopLabels;

  greeting: (of: { shop: string }) => string;
  welcome: string;
  hello: string;
  thanks: string;
  languageSet: string;

  catalogue: string;
  page: (of: { page: number; pages: number }) => string;
  catalogueEmpty: string;
  foundSeveral: string;
  notFound: string;
  listChanged: string;
  productGone: string;
  itemGone: string;

  howMany: string;
  inOrderNow: (of: { quantity: number }) => string;
  quantityError: (of: { most: number }) => string;

  yourOrder: string;
  total: (of: { total: string }) => string;
  anythingElse: string;
  orderEmpty: string;
  orderFull: (of: { most: number }) => string;
  otherCurrency: string;
  draftCancelled: string;
  nothingToCancel: string;

  askPhone: string;
  askKnownPhone: (of: { phone: string }) => string;
  phoneError: string;
  phoneNoted: (of: { phone: string }) => string;
  askAddress: string;
  askKnownAddress: (of: { address: string }) => string;
  addressError: string;
  addressTooLong: (of: { most: number }) => string;
  addressInWords: string;

  checkOrder: string;
  phoneLine: (of: { phone: string }) => string;
  addressLine: (of: { address: string }) => string;
  allRight: string;
  summaryChanged: string;
  whatToChange: string;

  placed: (of: { total: string }) => string;
  payLink: (of: PricedOrder) => string;
  waiting: (of: PricedOrder) => string;
  stillWaiting: (of: PricedOrder) => string;
  checking: (of: Order) => string;
  checkingSpent: (of: Order) => string;
  isPaid: (of: PricedOrder) => string;
  newOrder: string;
  inReview: (of: Order) => string;
  linkSpent: (of: Order) => string;
  renewOffer: string;
  isCancelled: (of: Order) => string;
  askCancel: (of: Order) => string;
  cancelling: (of: Order) => string;
  paidCannotCancel: (of: Order) => string;
  noOrder: string;
  otherOrder: string;
  finishFirst: string;

  paidNotice: (of: Order) => string;
  declinedNotice: (of: Order) => string;
  sameLink: string;
  failedNotice: (of: Order) => string;
  expiredNotice: (of: Order) => string;
  duplicateNotice: (of: Order) => string;
  unclearNotice: string;

  person: string;
  handedBack: string;

  notUnderstood: string;
  help: string;
  oldTap: string;
  wordless: string;
  sticker: string;
  voice: string;
  picture: string;
  attachment: string;
  tooLong: string;
  cardNumber: string;
};
