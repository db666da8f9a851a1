import { textOf } from './list-text';

describe('the text of a list', () => {
  it.each([
    ['UTF-8', [0x47, 0xc3, 0xb8, 0x79]],
    ['the one of Excel on Windows', [0x47, 0xf8, 0x79]],
    ['UTF-8 with its mark', [0xef, 0xbb, 0xbf, 0x47, 0xc3, 0xb8, 0x79]],
  ])('is read from %s', (_, bytes) => expect(textOf(new Uint8Array(bytes).buffer)).toBe('Gøy'));
});
