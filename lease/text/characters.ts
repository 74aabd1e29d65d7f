/** Classes of characters by their code; that of no character (NaN) is in none. */
export const DOT = 46;
export const DASH = 45;
export const SLASH = 47;
export const COLON = 58;
export const UNDERSCORE = 95;

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isHex(code: number): boolean {
  return isDigit(code) || isLetterTo(code, 102);
}

export function isLetter(code: number): boolean {
  return isLetterTo(code, 122);
}

/** Letters, digits and the underscore. */
export function isWord(code: number): boolean {
  return isDigit(code) || isLetter(code) || code === UNDERSCORE;
}

/** Whether a letter of either case is not after `last`, a small letter. */
function isLetterTo(code: number, last: number): boolean {
  const lower = code | 32;
  return lower >= 97 && lower <= last;
}
