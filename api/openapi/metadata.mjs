// Writes api/src/openapi/metadata.ts: what the OpenAPI document says of the contracts, read from their types and decorators.
// Run after changing a DTO or a controller (npm run openapi); a test fails while the committed document is out of date.
import { PluginMetadataGenerator } from '@nestjs/cli/lib/compiler/plugins/plugin-metadata-generator.js';
import { ReadonlyVisitor } from '@nestjs/swagger/plugin';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const repository = path.resolve(import.meta.dirname, '../..');
process.chdir(repository);
const outputDir = path.join(repository, 'api/src/openapi');
const file = path.join(outputDir, 'metadata.ts');
// The generator type-checks the old file too, which may name contracts that are gone.
writeFileSync(file, 'export default async () => ({});\n');

const visitor = new ReadonlyVisitor({
  pathToSource: repository,
  introspectComments: true,
  classValidatorShim: true,
  esmCompatible: true,
  dtoFileNameSuffix: ['.dto.ts'],
  controllerFileNameSuffix: ['.controller.ts', 'catalogue/index.ts'],
});

new PluginMetadataGenerator().generate({
  outputDir,
  tsconfigPath: 'api/tsconfig.json',
  watch: false,
  visitors: [visitor],
});

// The generator writes paths from the repository's root; the file stands deeper.
const text = readFileSync(file, 'utf8')
  .replaceAll('"./api/src/', '"../')
  .replaceAll('"./libs/', '"../../../libs/');
writeFileSync(file, text.endsWith('\n') ? text : `${text}\n`);
