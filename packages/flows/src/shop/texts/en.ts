import type { ShopTexts } from './shop-texts.ts';

export const english: ShopTexts = {
  labels: {
    products: '🛍 Products',
    more: '➡️ More',
    checkout: '✅ Next',
    person: '👤 Operator',
    cancel: '✖️ Cancel',
    confirm: '✅ Confirm',
    change: '✏️ Change',
    items: 'Products',
    phone: 'Phone',
    address: 'Address',
    remove: '🗑 Remove',
    sharePhone: '📱 Share my number',
    pay: '💳 Pay',
    renew: '🔄 New link',
    status: 'I have paid',
    cancelOrder: 'Yes, cancel it',
    keepOrder: 'No, keep it',
  },

  greeting: ({ shop }) =>
    `Hello! 👋 I am the automatic assistant of “${shop}”. I can help you choose, order and pay. ` +
    'To talk to a person, write “operator” at any time.',
  welcome: 'Choose a language, or write “menu” to see our products.',
  hello: 'Hello! 👋',
  thanks: 'You are welcome! 😊',
  languageSet: 'We speak English now.',

  catalogue: 'Here are our products. Write a number or a name.',
  page: ({ page, pages }) => `Page ${page}/${pages}. Write “more” to see the others.`,
  catalogueEmpty:
    'There are no products right now. Write “operator” and a colleague will help you.',
  foundSeveral: 'I found several products. Which one would you like?',
  notFound: 'I could not find such a product.',
  listChanged: 'Our list has changed. Please look again.',
  productGone: 'This product is no longer available.',
  itemGone: 'A product you chose is no longer available, so I took it off your order.',

  howMany: 'How many would you like, 1 to 99?',
  inOrderNow: ({ quantity }) => `Your order has ${quantity} now. Write the new quantity.`,
  quantityError: ({ most }) => `Please write a whole number from 1 to ${most}.`,

  yourOrder: 'Your order:',
  total: ({ total }) => `Total: ${total}`,
  anythingElse: 'Anything else? Write the name of a product, or “next” to order.',
  orderEmpty: 'Your order is still empty. Let us choose a product first.',
  orderFull: ({ most }) => `One order can hold up to ${most} different products.`,
  otherCurrency: 'This product is priced in another currency. Please order it separately.',
  draftCancelled: 'The order is cancelled and nothing was charged.',
  nothingToCancel: 'There is nothing to cancel.',

  askPhone: 'What is your phone number? For example: 091\u00a023\u00a045\u00a067.',
  askKnownPhone: ({ phone }) => `Shall we use ${phone}? You can also write another number.`,
  phoneError:
    'I could not read this phone number. Please write it like 091\u00a023\u00a045\u00a067 or ' +
    '+374\u00a091\u00a0234567.',
  phoneNoted: ({ phone }) => `Thank you, I have noted ${phone}.`,
  askAddress: 'Where shall we deliver? Write the town, street, building and apartment.',
  askKnownAddress: ({ address }) =>
    `Shall we deliver to “${address}”? You can also write another address.`,
  addressError: 'Please write the whole address: town, street, building.',
  addressTooLong: ({ most }) => `The address is very long. Please fit it into ${most} characters.`,
  addressInWords: 'I cannot read a point on the map. Please write the address in words.',

  checkOrder: 'Please check your order.',
  phoneLine: ({ phone }) => `Phone: ${phone}`,
  addressLine: ({ address }) => `Address: ${address}`,
  allRight: 'Is everything right? Write “yes” to confirm.',
  summaryChanged: 'The order or its prices have changed. Please check once more.',
  whatToChange: 'What shall we change: the products, the phone or the address?',

  placed: ({ total }) =>
    `Thank you, your order is accepted. Total: ${total}. Here is the link to the protected payment ` +
    'page. I will write here as soon as the bank confirms.',
  payLink: ({ number, total }) =>
    `Order ${number}, ${total}. Here is your payment link. I will write as soon as the bank ` +
    'confirms.',
  waiting: ({ number, total }) => `Order ${number} (${total}) is waiting for payment.`,
  stillWaiting: ({ number, total }) =>
    `Order ${number} (${total}) is still waiting for payment. Write “pay” to get its link.`,
  checking: ({ number }) =>
    `Your bank’s confirmation for order ${number} has not reached us yet. I have asked and will ` +
    'write as soon as it comes. A screenshot cannot confirm a payment.',
  checkingSpent: ({ number }) =>
    `There is no confirmed payment for order ${number}, and its link no longer works. I have asked ` +
    'the bank again. If money was taken, please do not pay twice: write “operator”.',
  isPaid: ({ number, total }) => `✅ Order ${number} is paid: ${total}.`,
  newOrder: 'Write “menu” for a new order.',
  inReview: ({ number }) =>
    `Our colleague has to check the payment for order ${number} and will write to you here. Please ` +
    'do not pay again.',
  linkSpent: ({ number }) => `The payment link of order ${number} no longer works.`,
  renewOffer: 'One tap gives you a new link: the same order, the same sum. Or write “pay”.',
  isCancelled: ({ number }) => `Order ${number} is cancelled.`,
  askCancel: ({ number }) => `Shall I cancel order ${number}? Write “yes” or “no”.`,
  cancelling: ({ number }) =>
    `I am cancelling order ${number}. Please do not pay by its link any more.`,
  paidCannotCancel: ({ number }) =>
    `Order ${number} is already paid. For a refund write “operator”.`,
  noOrder: 'There is no order in this chat yet.',
  otherOrder:
    'I could not find that order in this chat. If you have paid for it, write “operator”.',
  finishFirst: 'There is nothing to pay yet. Let us finish the order first.',

  paidNotice: ({ number }) => `✅ Payment received, thank you! Order ${number} is paid.`,
  declinedNotice: ({ number }) => `The bank declined the payment for order ${number}.`,
  sameLink: 'The same link still works: try again or use another card.',
  failedNotice: ({ number }) => `The payment for order ${number} did not go through.`,
  expiredNotice: ({ number }) => `The payment link of order ${number} has expired.`,
  duplicateNotice: ({ number }) =>
    `You were charged twice for order ${number}. We will return the second payment; our colleague ` +
    'will see to it.',
  unclearNotice: 'There is news about your payment. Our colleague will write to you here.',

  person: 'I am calling a colleague, who will answer you here.',
  handedBack: 'The automatic assistant is with you again.',

  notUnderstood: 'Sorry, I did not understand that.',
  help:
    'I am the automatic assistant. Write “menu” for products, “pay” for your link, “cancel” to ' +
    'cancel, “operator” for a person, “հայերեն” or “по-русски” for another language.',
  oldTap: 'That button belongs to an earlier step.',
  wordless: '🙂 Please answer in words.',
  sticker: '😊',
  voice: 'I cannot listen to voice messages. Please write.',
  picture: 'I cannot see pictures. Please write in words.',
  attachment: 'I cannot open this. Please write in words.',
  tooLong: 'This message is very long for me. Please write a shorter one.',
  cardNumber:
    'Please never send a card number in a chat. Enter it only on the protected page that the ' +
    'payment link opens.',
};
