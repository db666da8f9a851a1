/** Cases are made up for the demo municipality's own people; this desk has others. */
export class NotTheDemo extends Error {}
