import type { Intent } from './intent.ts';
import { plainText } from './plain-text.ts';

type Vocabulary = {
  intent: Intent;
  /** Count when they are the whole message. */
  alone: string[];
  /** Count within a longer message too. */
  within?: string[];
};

const VOCABULARY: Vocabulary[] = [
  {
    intent: { kind: 'greet' },
    alone: [
      ...['hello', 'hi', 'hey', 'hello there', 'good morning', 'good day', 'good evening', 'start'],
      ...['get started', 'привет', 'здравствуйте', 'здравствуй', 'добрый день', 'добрый вечер'],
      ...['доброе утро', 'приветствую', 'салют', 'начать', 'privet', 'zdravstvuyte'],
      ...['բարև', 'բարև ձեզ', 'ողջույն', 'բարի օր', 'բարի լույս', 'բարի երեկո', 'սկսել'],
      ...['barev', 'barev dzez', 'vonc eq', 'vonts eq'],
    ],
  },
  {
    intent: { kind: 'menu' },
    alone: [
      ...['menu', 'catalog', 'catalogue', 'products', 'product list', 'shop', 'add more', 'add'],
      ...['меню', 'каталог', 'товары', 'список', 'список товаров', 'ассортимент', 'добавить'],
      ...['մենյու', 'ցանկ', 'ապրանքներ', 'ապրանքները', 'կատալոգ', 'տեսականի', 'ավելացնել', 'menyu'],
    ],
  },
  {
    intent: { kind: 'restart' },
    alone: [
      ...['start over', 'restart', 'new order', 'start again', 'order again'],
      ...['сначала', 'начать сначала', 'заново', 'начать заново', 'новый заказ', 'еще раз'],
      ...['նորից', 'սկզբից', 'սկսել նորից', 'նոր պատվեր', 'noric', 'nor patver'],
    ],
  },
  {
    intent: { kind: 'person' },
    alone: [
      ...['person', 'support', 'human', 'agent', 'человек', 'поддержка', 'живой человек'],
      ...['մարդ', 'աշխատակից', 'խոսել մարդու հետ'],
    ],
    within: [
      ...['operator', 'human being', 'real person', 'manager', 'talk to a person', 'to a human'],
      ...['talk to someone', 'speak to someone', 'оператор', 'оператора', 'оператором'],
      ...['менеджер', 'менеджера', 'менеджером', 'с человеком', 'живым человеком', 'консультант'],
      ...['օպերատոր', 'օպերատորի', 'օպերատորին', 'մենեջեր', 'մենեջերի', 'մարդու հետ'],
      ...['աշխատակցի հետ', 'menejer', 'mardu het'],
    ],
  },
  {
    intent: { kind: 'cancel' },
    alone: [
      ...['cancel', 'cancel order', 'cancel my order', 'cancel the order', 'stop'],
      ...['отмена', 'отменить', 'отмени', 'отменить заказ', 'отмените', 'отмените заказ'],
      ...['չեղարկել', 'չեղարկում', 'չեղարկիր', 'չեղարկեք', 'չեղարկել պատվերը', 'հրաժարվել'],
      ...['chegharkel', 'cheghrkel', 'otmena'],
    ],
  },
  {
    intent: { kind: 'pay' },
    alone: [
      ...['pay', 'payment', 'link', 'new link', 'pay now', 'i want to pay', 'к оплате'],
      ...['оплатить', 'оплата', 'ссылка', 'новая ссылка', 'хочу оплатить', 'заплатить'],
      ...['վճարել', 'վճարում', 'հղում', 'հղումը', 'նոր հղում', 'ուզում եմ վճարել', 'vcharel'],
    ],
    within: [
      ...['payment link', 'pay link', 'send link', 'send me the link', 'send the link'],
      ...['how to pay', 'how do i pay', 'how can i pay', 'where do i pay', 'link again'],
      ...['ссылку', 'ссылка на оплату', 'как оплатить', 'как заплатить', 'где оплатить'],
      ...['հղումը նորից', 'նորից հղումը', 'ուղարկեք հղումը'],
      ...['վճարման հղում', 'վճարման հղումը', 'ինչպես վճարել', 'ինչպես վճարեմ', 'ոնց վճարեմ'],
    ],
  },
  {
    intent: { kind: 'status' },
    alone: [
      ...['paid', 'status', 'order status', 'my order', 'where is my order', 'check payment'],
      ...['статус', 'статус заказа', 'где заказ', 'где мой заказ', 'мой заказ', 'проверьте оплату'],
      ...['պատվերս ուր է', 'պատվերս որտեղ է'],
      ...['կարգավիճակ', 'որտեղ է պատվերս', 'ուր է պատվերս', 'պատվերս', 'ստուգել վճարումը'],
    ],
    within: [
      ...['i paid', 'ive paid', 'i have paid', 'already paid', 'have paid', 'just paid'],
      ...['payment done', 'payment went through', 'money was taken', 'оплатил', 'оплатила'],
      ...['оплатили', 'оплачено', 'заплатил', 'заплатила', 'деньги списали', 'деньги сняли'],
      ...['списали деньги', 'վճարեցի', 'վճարեցինք', 'վճարել եմ', 'վճարել ենք'],
      ...['վճարված է', 'գումարը գանձվել է', 'vchareci', 'vcharel em', 'oplatil', 'oplatila'],
    ],
  },
  {
    intent: { kind: 'help' },
    alone: [
      ...['help', 'what', 'how', 'huh', 'what can you do', 'what do you mean', 'how does it work'],
      ...['помощь', 'что', 'как', 'чего', 'не понял', 'не поняла', 'не понимаю', 'помогите'],
      ...['օգնություն', 'ինչ', 'ինչպես', 'ոնց', 'չհասկացա', 'չեմ հասկանում', 'օգնեք', 'inch'],
    ],
  },
  {
    intent: { kind: 'thanks' },
    alone: [
      ...['thanks', 'thank you', 'thank you very much', 'thanks a lot', 'thx', 'merci', 'great'],
      ...['спасибо', 'спасибо большое', 'большое спасибо', 'благодарю', 'отлично', 'супер'],
      ...[
        'շնորհակալություն',
        'շնորհակալ եմ',
        'մերսի',
        'ապրես',
        'ապրեք',
        'շատ շնորհակալ եմ',
        'mersi',
      ],
    ],
  },
  {
    intent: { kind: 'yes' },
    alone: [
      ...['yes', 'y', 'yeah', 'yep', 'ok', 'okay', 'sure', 'correct', 'right', 'all right', 'fine'],
      ...['да', 'ага', 'ок', 'окей', 'хорошо', 'верно', 'правильно', 'все верно', 'конечно'],
      ...[
        'այո',
        'հա',
        'լավ',
        'ճիշտ է',
        'օկ',
        'իհարկե',
        'ամեն ինչ ճիշտ է',
        'ayo',
        'ha',
        'da',
        'lav',
      ],
    ],
  },
  {
    intent: { kind: 'no' },
    alone: [
      ...['no', 'n', 'nope', 'no thanks', 'no thank you', 'nothing', 'wrong', 'not correct'],
      ...['нет', 'не', 'не надо', 'не нужно', 'ничего', 'неверно', 'неправильно', 'нет спасибо'],
      ...['ոչ', 'չէ', 'պետք չէ', 'ոչինչ', 'սխալ է', 'voch', 'che', 'net'],
    ],
  },
  {
    intent: { kind: 'confirm', fingerprint: null },
    alone: [
      ...['confirm', 'i confirm', 'confirmed', 'подтвердить', 'подтверждаю', 'подтверждено'],
      ...['հաստատել', 'հաստատում եմ', 'հաստատում', 'hastatum em'],
    ],
  },
  {
    intent: { kind: 'checkout' },
    alone: [
      ...['next', 'continue', 'go on', 'checkout', 'check out', 'order', 'proceed', 'done'],
      ...['thats all', 'that is all', 'дальше', 'далее', 'продолжить', 'оформить', 'готово'],
      ...['оформить заказ', 'заказать', 'это все', 'все', 'շարունակել', 'շարունակենք', 'առաջ'],
      ...['պատվիրել', 'վերջ', 'այսքանը', 'այսքանն է', 'պատրաստ է', 'sharunakel', 'vsyo'],
    ],
  },
  {
    intent: { kind: 'next-page' },
    alone: [
      ...['more', 'next page', 'show more', 'еще', 'показать еще', 'следующая страница'],
      ...['էլի', 'էլ ինչ կա', 'հաջորդ էջ', 'հաջորդ էջը', 'eli'],
    ],
  },
  {
    intent: { kind: 'change', part: null },
    alone: ['change', 'edit', 'изменить', 'поменять', 'փոխել', 'ուղղել', 'poxel'],
  },
  {
    intent: { kind: 'change', part: 'phone' },
    alone: [
      ...['phone', 'phone number', 'change phone', 'телефон', 'номер телефона'],
      ...['изменить телефон', 'հեռախոս', 'հեռախոսը', 'հեռախոսահամար', 'փոխել հեռախոսը'],
    ],
  },
  {
    intent: { kind: 'change', part: 'address' },
    alone: [
      ...['address', 'change address', 'адрес', 'изменить адрес'],
      ...['հասցե', 'հասցեն', 'փոխել հասցեն'],
    ],
  },
  {
    intent: { kind: 'change', part: 'items' },
    alone: ['cart', 'basket', 'my cart', 'корзина', 'զամբյուղ', 'զամբյուղը'],
  },
  {
    intent: { kind: 'language', language: 'en' },
    alone: ['english', 'eng', 'en', 'английский', 'անգլերեն', 'angleren', 'angliyski'],
    within: [
      ...['in english', 'speak english', 'english please', 'на английском', 'по английски'],
      ...['խոսենք անգլերեն', 'անգլերեն խոսել', 'անգլերեն գրեք'],
    ],
  },
  {
    intent: { kind: 'language', language: 'ru' },
    alone: ['russian', 'rus', 'ru', 'русский', 'русский язык', 'ռուսերեն', 'ruseren', 'russki'],
    within: [
      ...['in russian', 'speak russian', 'russian please', 'на русском', 'по русски'],
      ...['խոսենք ռուսերեն', 'ռուսերեն խոսել', 'ռուսերեն գրեք', 'po russki', 'po ruski'],
    ],
  },
  {
    intent: { kind: 'language', language: 'hy' },
    alone: ['armenian', 'arm', 'hy', 'армянский', 'հայերեն', 'hayeren', 'armyanski'],
    within: [
      ...['in armenian', 'speak armenian', 'armenian please', 'на армянском', 'по армянски'],
      ...['խոսենք հայերեն', 'հայերեն խոսել', 'հայերեն գրեք', 'հայերենով', 'hayeren xosel'],
    ],
  },
];

const MOST_WORDS_AROUND = 20;

const ALONE = new Map(
  VOCABULARY.flatMap(({ intent, alone, within = [] }) =>
    [...alone, ...within].map((phrase) => [plainText(phrase), intent] as const),
  ),
);
const WITHIN = VOCABULARY.flatMap(({ intent, within = [] }) =>
  within.map((phrase) => ({ phrase: ` ${plainText(phrase)} `, intent })),
);

/** What a whole message in any of the three languages asks for, or null. */
export function readWords(text: string): Intent | null {
  return ALONE.get(plainText(text)) ?? null;
}

/** The same for words inside a longer message, where they cannot be part of an answer. */
export function readWordsWithin(text: string): Intent | null {
  const plain = plainText(text);
  if (plain.split(' ').length > MOST_WORDS_AROUND) return null;
  return WITHIN.find(({ phrase }) => ` ${plain} `.includes(phrase))?.intent ?? null;
}
