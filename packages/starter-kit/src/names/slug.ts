const transliterations: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
};

/**
 * The nearest text to `text` made of `a-z`, `0-9` and single hyphens that begins with a letter, at most
 * `limit` characters long; an empty string when nothing of it can be kept.
 */
export function slugify(text: string, limit: number): string {
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/\P{ASCII}/gu, (letter) => transliterations[letter] ?? '-')
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '');
  const anchored = /^[0-9]/.test(plain) ? `service-${plain}` : plain;
  return anchored.slice(0, limit).replace(/-+$/, '');
}
