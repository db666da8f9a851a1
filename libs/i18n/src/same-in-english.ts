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
  'changes.type',
  'changes.type.standard',
  'changes.type.normal',
  'changes.class.server',
  'changes.plan.test',
  'console.list.filter',
  'console.assign.person',
  'console.history.from',
  'console.history.set',
  'majors.kind.status',
  'portal.case.send',
<<<<<<< HEAD
  'patching.changed',
=======
  'reports.noTime',
>>>>>>> reports
];
