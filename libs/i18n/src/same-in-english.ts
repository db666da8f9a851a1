/** Texts that happen to be the same in Bokmål and English; the test fails on any other. */
export const sameInEnglish: readonly string[] = [
  'common.language.nb',
  'common.language.nn',
  'common.language.en',
  'common.kind.problem',
  'common.person.system',
  'common.priority.p3',
  'common.search.keys',
  'common.time.minutes',
  'console.list.filter',
  'console.assign.person',
  'console.history.from',
  'console.history.set',
  'portal.case.send',
  'reports.noTime',
];
