import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatPhone, readPhone } from './phone-number.ts';

describe('readPhone', () => {
  test.each([
    ['+374 91 234567', '+37491234567'],
    ['+37491234567', '+37491234567'],
    ['+374(91)23-45-67', '+37491234567'],
    ['+374 (0)91 234567', '+37491234567'],
    ['374 91 23 45 67', '+37491234567'],
    ['0037491234567', '+37491234567'],
    ['091234567', '+37491234567'],
    ['091 23 45 67', '+37491234567'],
    ['091-23-45-67', '+37491234567'],
    ['(091) 23.45.67', '+37491234567'],
    ['91234567', '+37491234567'],
    ['010 52-34-56', '+37410523456'],
    ['Իմ համարն է 091 23 45 67', '+37491234567'],
    ['мой номер 077-11-22-33, спасибо', '+37477112233'],
    ['０９１２３４５６７', '+37491234567'],
    ['+7 916 123-45-67', '+79161234567'],
    ['8 (916) 123-45-67', '+79161234567'],
    ['79161234567', '+79161234567'],
    ['+1 818 555 0123', '+18185550123'],
    ['+995 555 12 34 56', '+995555123456'],
    ['091234567 / 093112233', null],
    ['+374 91 23456', null],
    ['+374 91 2345678', null],
    ['0912345', null],
    ['12345678', null],
    ['1234567', null],
    ['5', null],
    ['', null],
    ['Abovyan 10, 25', null],
    ['4111 1111 1111 1111', null],
    ['+0123456789', null],
  ])('reads %s as %s', (text, expected) => {
    expect(readPhone(text)).toBe(expected);
  });

  test('whatever it reads is E.164 and reads the same again', () => {
    const typed = fc.string({ unit: fc.constantFrom(...'0123456789+-() .abж'), maxLength: 30 });
    fc.assert(
      fc.property(typed, (text) => {
        const phone = readPhone(text);
        if (phone === null) return;
        expect(phone).toMatch(/^\+[1-9]\d{7,14}$/);
        expect(readPhone(phone)).toBe(phone);
        expect(readPhone(formatPhone(phone))).toBe(phone);
      }),
    );
  });
});
