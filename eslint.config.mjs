import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';
import prettier from 'eslint-config-prettier';

/** The module walls of docs/architecture.md: who may import whom. There is no `*` line on purpose. */
const walls = [
  {
    sourceTag: 'scope:domain',
    onlyDependOnLibsWithTags: ['scope:domain'],
    allowedExternalImports: ['@jest/globals', 'fast-check'],
  },
  {
    sourceTag: 'scope:contracts',
    onlyDependOnLibsWithTags: ['scope:domain', 'scope:contracts'],
    allowedExternalImports: ['class-validator', 'class-transformer'],
  },
  {
    sourceTag: 'scope:i18n',
    onlyDependOnLibsWithTags: ['scope:contracts', 'scope:domain'],
    bannedExternalImports: ['@nestjs/*', 'typeorm', '@angular/*'],
  },
  {
    sourceTag: 'scope:web-ui',
    onlyDependOnLibsWithTags: ['scope:contracts', 'scope:domain', 'scope:i18n', 'scope:web-ui'],
    bannedExternalImports: ['@nestjs/*', 'typeorm', 'class-validator'],
  },
  {
    sourceTag: 'scope:web-data',
    onlyDependOnLibsWithTags: ['scope:contracts', 'scope:domain', 'scope:i18n', 'scope:web-data'],
    bannedExternalImports: ['@nestjs/*', 'typeorm', 'class-validator'],
  },
  {
    sourceTag: 'scope:testing',
    onlyDependOnLibsWithTags: ['scope:contracts', 'scope:domain', 'scope:i18n', 'scope:api', 'scope:testing'],
  },
  {
    sourceTag: 'scope:api',
    onlyDependOnLibsWithTags: ['scope:contracts', 'scope:domain', 'scope:i18n', 'scope:testing', 'scope:api'],
    bannedExternalImports: ['@angular/*'],
  },
  {
    sourceTag: 'scope:web',
    onlyDependOnLibsWithTags: [
      'scope:contracts',
      'scope:domain',
      'scope:i18n',
      'scope:web-ui',
      'scope:web-data',
      'scope:testing',
      'scope:web',
    ],
    bannedExternalImports: ['@nestjs/*', 'typeorm', 'class-validator'],
  },
];

export default tseslint.config(
  {
    ignores: [
      '**/dist',
      '**/node_modules',
      '**/.nx',
      '**/.angular',
      '**/coverage',
      '**/*.json',
      'api/src/openapi/metadata.ts',
    ],
  },
  { plugins: { '@nx': nx } },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked, prettier],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { enforceBuildableLibDependency: false, allow: [], depConstraints: walls },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  {
    // An answer's body is whatever came; the expectations are its check.
    files: ['**/*.spec.ts', '**/test/**/*.ts', '**/e2e/**/*.ts', 'libs/testing/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
