import { describe, expect, test } from '@jest/globals';
import { modelOf } from '../model-of-texts.ts';
import { adapterFolders } from './adapter-folders.ts';

const VIBER = 'packages/channels/src/viber';
const VPOS = 'packages/payments/src/providers/vpos';
const COMPLETE = {
  [`${VIBER}/adapter.ts`]: '',
  [`${VIBER}/wire.ts`]: '',
  [`${VIBER}/to-inbound.ts`]: '',
  [`${VIBER}/to-wire.ts`]: '',
  [`${VIBER}/adapter.test.ts`]: '',
  [`${VIBER}/__fixtures__/text.json`]: '{}',
  [`${VPOS}/adapter.ts`]: '',
  [`${VPOS}/wire.ts`]: '',
  [`${VPOS}/to-event.ts`]: '',
  [`${VPOS}/to-wire.ts`]: '',
  [`${VPOS}/adapter.test.ts`]: '',
  [`${VPOS}/__fixtures__/paid.json`]: '{}',
};
const NAMES = { channels: ['viber'], providers: ['vpos'] };

const problems = (files: Record<string, string>, names = NAMES) =>
  adapterFolders(modelOf(files, names)).map(({ file, problem }) => `${file} ${problem}`);

describe('adapter folders', () => {
  test('with all standard files are right', () => {
    expect(problems(COMPLETE)).toEqual([]);
  });

  test.each(Object.keys(COMPLETE))('without %s are wrong', (missing) => {
    const rest = Object.entries(COMPLETE).filter(([path]) => path !== missing);
    expect(problems(Object.fromEntries(rest))).toHaveLength(1);
  });

  test('of names that core has and nobody implements are wrong', () => {
    const names = { ...NAMES, channels: ['viber', 'messenger'] };
    expect(problems(COMPLETE, names)).toContain(
      'packages/channels/src/messenger has no adapter.ts',
    );
  });

  test('with a name that core does not know are wrong', () => {
    const stranger = 'packages/payments/src/providers/idram/adapter.ts';
    expect(problems({ ...COMPLETE, [stranger]: '' })).toEqual([
      `${stranger} is an adapter without a name`,
    ]);
  });

  test('do not reach into each other, not even for types', () => {
    const names = { ...NAMES, channels: ['viber', 'messenger'] };
    const files = {
      ...COMPLETE,
      'packages/channels/src/messenger/to-wire.ts': "import type { A } from '../viber/wire.ts';",
    };
    expect(problems(files, names)).toContain(
      'packages/channels/src/messenger/to-wire.ts reaches into the adapter viber',
    );
  });

  test('may use what stands beside them', () => {
    const files = { ...COMPLETE, [`${VIBER}/wire.ts`]: "import '../meta/a.ts'; import './a.ts';" };
    expect(problems(files)).toEqual([]);
  });
});
