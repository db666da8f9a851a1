/** A word that stands in this many cases of the first year of a grown desk and nowhere else: for measuring search. */
export const rareWord = 'kattugle';
export const rareWordCases = 5;

/** Words that stand in a great many. */
export const commonWords = ['skriver', 'passord'] as const;

export const rareCase = {
  title: 'Noe har bygget reir på aksesspunktet',
  description:
    'Det sitter en kattugle på antennen under mønet, og nettet faller ut når den flytter seg. Vi vil ikke jage den selv.',
} as const;
