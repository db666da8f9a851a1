export * from './change.dto.js';
export * from './checks.js';
export * from './desk.dto.js';
export * from './problem.dto.js';
export * from './report.dto.js';
export * from './session.dto.js';
export * from './ticket.dto.js';
export * from './upload.dto.js';
