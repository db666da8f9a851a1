export { ensureRollups, rebuildRollups, type Rebuilt } from './rebuild.js';
export { RollupsModule } from './rollups.module.js';
