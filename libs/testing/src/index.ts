export * from './database.js';
export * from './world.js';
export * from './browser.js';
