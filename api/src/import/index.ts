export { importKev, type ImportedCatalogue } from './import-kev.js';
export { importServiceNow, UnknownOrganisation, type Imported } from './import-servicenow.js';
export { NotThisFormat } from './staging.js';
