import path from 'node:path';

const root = import.meta.dirname;

/** Node projects: ESM, SWC, our own libs by their source. */
export const node = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.ts$': ['@swc/jest', { configFile: path.join(root, '.swcrc.jest.json'), swcrc: false }],
  },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^@felles/contracts/(values|http)$': path.join(root, 'libs/contracts/src/$1/index.ts'),
    '^@felles/(domain|i18n|testing)$': path.join(root, 'libs/$1/src/index.ts'),
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  testMatch: ['**/*.spec.ts'],
};
