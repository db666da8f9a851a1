export * from './events.js';
export * from './limits.js';
export * from './problems.js';
export * from './queues.js';
export * from './realtime.js';
