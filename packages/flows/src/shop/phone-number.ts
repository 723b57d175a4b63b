const CANDIDATE = /\+?\d[\d\s().\-–/]{5,24}\d/;
const MOBILE_CODE = /^(33|4[13-9]|55|77|88|9[13-9])/;

/**
 * The phone number in a text as E.164, or null. Armenian numbers in all usual forms (+374 XX XXXXXX,
 * 0XX XX-XX-XX, eight digits of a mobile), Russian ones with 8, others with their country code.
 */
export function readPhone(text: string): string | null {
  const [candidate] = CANDIDATE.exec(text.normalize('NFKC')) ?? [];
  if (candidate === undefined) return null;
  const digits = candidate.replace(/\D/g, '');
  if (candidate.startsWith('+')) return international(digits);
  if (digits.startsWith('00')) return international(digits.slice(2));
  if (digits.length === 9 && digits.startsWith('0')) return armenian(digits.slice(1));
  if (digits.length === 8) return MOBILE_CODE.test(digits) ? armenian(digits) : null;
  if (digits.length === 11 && digits.startsWith('8')) return international(`7${digits.slice(1)}`);
  return digits.length >= 11 ? international(digits) : null;
}

/** `+374 91 123456`; a number of another country stays as it is. */
export function formatPhone(phone: string): string {
  return phone.replace(/^\+374(\d\d)(\d{6})$/, '+374 $1 $2');
}

/** People often keep the 0 of the area code behind +374. */
function international(digits: string): string | null {
  if (digits.startsWith('374')) return armenian(digits.slice(3).replace(/^0/, ''));
  return /^[1-9]\d{7,14}$/.test(digits) ? `+${digits}` : null;
}

function armenian(national: string): string | null {
  return /^[1-9]\d{7}$/.test(national) ? `+374${national}` : null;
}
