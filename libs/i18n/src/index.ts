export * from './intl.js';
export * from './messages.js';
export * from './papers/index.js';
export * from './problems/index.js';
