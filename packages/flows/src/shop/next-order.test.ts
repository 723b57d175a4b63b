import { describe, expect, test } from '@jest/globals';
import { afterAll, pay, rehearse } from './__fixtures__/rehearse.ts';

const TO_PLACED = [
  ...['hello', '>add:cake-choco', '2', 'next', '091234567', 'Yerevan, Abovyan 10', 'yes'],
];

describe('a product’s name after an order', () => {
  test('that is paid begins the next order', () => {
    const chat = afterAll(rehearse(), [...TO_PLACED, pay('paid'), 'napoleon']);
    expect(chat.state).toMatchObject({ step: 'quantity', sku: 'napoleon', draft: { items: [] } });
  });

  test('that still waits for its payment leads back to that payment', () => {
    const chat = afterAll(rehearse(), [...TO_PLACED, 'napoleon']);
    expect(chat.state).toMatchObject({ step: 'placed' });
  });
});
