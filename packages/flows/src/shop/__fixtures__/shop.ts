import {
  type ChannelCapabilities,
  type FlowContext,
  type Product,
  wholeUnits,
} from '@chatpay/core';

export const PROFILES = {
  messenger: {
    textLimit: 2000,
    textUnit: 'utf16',
    maxChoices: 13,
    choiceLabelLimit: 20,
    canAskPhone: true,
    echoesCorrelation: true,
  },
  instagram: {
    textLimit: 1000,
    textUnit: 'byte',
    maxChoices: 13,
    choiceLabelLimit: 20,
    canAskPhone: false,
    echoesCorrelation: false,
  },
  viber: {
    textLimit: 7000,
    textUnit: 'utf16',
    maxChoices: 24,
    choiceLabelLimit: 60,
    canAskPhone: true,
    echoesCorrelation: false,
  },
} as const satisfies Record<string, ChannelCapabilities>;
export type Profile = keyof typeof PROFILES;

export const CAKE = product('cake-choco', 15_000, {
  hy: 'Շոկոլադե տորթ',
  ru: 'Шоколадный торт',
  en: 'Chocolate cake',
});
export const NAPOLEON = product('napoleon', 12_500, {
  hy: 'Տորթ «Նապոլեոն»',
  ru: 'Торт «Наполеон»',
  en: 'Napoleon cake',
});
export const GATA = product('gata', 1_800, {
  hy: 'Երևանյան գաթա',
  ru: 'Ереванская гата',
  en: 'Yerevan gata',
});

/** Three products with names and seven more, so that the list has a second page. */
export const CATALOGUE: Product[] = [
  CAKE,
  NAPOLEON,
  GATA,
  ...['Մեղրով թխվածք', 'Սառը սուրճ', 'Տաք շոկոլադ', 'Թեյ ուրցով', 'Պանրի սալիկ', 'Նուշ', 'Պախլավա'].map(
    (name, index) =>
      product(`sweet-${index + 1}`, 900 + index * 100, {
        hy: name,
        ru: ['Медовик', 'Холодный кофе', 'Какао', 'Чай с чабрецом', 'Сыр', 'Миндаль', 'Пахлава'][
          index
        ] ?? '',
        en: ['Honey pie', 'Iced coffee', 'Cocoa', 'Thyme tea', 'Cheese', 'Almonds', 'Baklava'][
          index
        ] ?? '',
      }),
  ),
];

export function product(sku: string, dram: number, names: Product['names']): Product {
  return {
    sku,
    names,
    descriptions: {
      hy: 'Թարմ, պատրաստված այսօր։',
      ru: 'Свежий, приготовлен сегодня.',
      en: 'Fresh, made today.',
    },
    price: wholeUnits(dram),
  };
}

export function shopContext(changes: Partial<FlowContext> = {}): FlowContext {
  return {
    shop: {
      name: 'Անուշ',
      nextSteps: {
        hy: 'Առաքիչը կզանգի Ձեզ մեկ ժամվա ընթացքում։',
        ru: 'Курьер позвонит вам в течение часа.',
        en: 'The courier will call you within an hour.',
      },
      support: {
        hy: 'Աշխատում ենք 9:00-21:00։',
        ru: 'Мы работаем с 9:00 до 21:00.',
        en: 'We work from 9:00 to 21:00.',
      },
    },
    language: null,
    languageHint: null,
    products: CATALOGUE,
    order: null,
    contact: { name: null, phone: null, address: null },
    capabilities: PROFILES.messenger,
    ...changes,
  };
}
