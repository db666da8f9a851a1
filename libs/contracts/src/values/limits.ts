/** Sizes both sides keep to. Characters are counted as people count them (`countCharacters`). */
export const limits = {
  titleCharacters: 200,
  descriptionCharacters: 20_000,
  bodyCharacters: 20_000,
  reasonCharacters: 2_000,
  /** Bytes of one JSON body. */
  bodyBytes: 256 * 1024,
  /** Bytes of one file. */
  fileBytes: 25 * 1024 * 1024,
  attachmentsPerEntry: 20,
  fileNameCharacters: 200,
  circleMembers: 50,
  itemNameCharacters: 100,
  /** Bytes of one list of configuration items, and the rows it may have. */
  itemListBytes: 2 * 1024 * 1024,
  itemListRows: 2_000,
  /** Bytes of one patch report, and the updates it may list. */
  reportBytes: 8 * 1024 * 1024,
  reportUpdates: 20_000,
  updateIdCharacters: 200,
  updateTitleCharacters: 300,
  cvesPerUpdate: 500,
  /** Hours a code for enrolling a server works. */
  enrolmentHours: 1,
  /** What one change touches and installs. */
  changeItems: 200,
  changeServices: 50,
  changeUpdates: 1_000,
  changeTasks: 100,
  taskCharacters: 500,
  /** Days a calendar shows at once, and changes in it. */
  calendarDays: 100,
  calendarMost: 1_000,
  listDefault: 50,
  listMost: 500,
  searchCharacters: 200,
  /** Days an `Idempotency-Key` is remembered. */
  idempotencyDays: 30,
  /** Hours an upload waits to be attached to something. */
  unclaimedUploadHours: 24,
} as const;
