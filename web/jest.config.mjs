import { createRequire } from 'node:module';
import path from 'node:path';

const { createEsmPreset } = createRequire(import.meta.url)('jest-preset-angular/presets');
const root = path.resolve(import.meta.dirname, '..');

/** The page and its two libraries together: one run, one compiled Angular. */
export default {
  ...createEsmPreset({ tsconfig: path.join(import.meta.dirname, 'tsconfig.spec.json') }),
  displayName: 'web',
  rootDir: root,
  roots: ['<rootDir>/web/src', '<rootDir>/libs/web-ui/src', '<rootDir>/libs/web-data/src'],
  setupFilesAfterEnv: ['<rootDir>/web/src/test-setup.ts'],
  testMatch: ['**/*.spec.ts'],
  moduleNameMapper: {
    '^@felles/contracts/(values|http)$': '<rootDir>/libs/contracts/src/$1/index.ts',
    '^@felles/(domain|i18n|web-ui|web-data)$': '<rootDir>/libs/$1/src/index.ts',
    '\\.svg$': '<rootDir>/web/src/test-icon.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
};
