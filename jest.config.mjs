import { existsSync, readdirSync } from 'node:fs';

/** Every project with tests; one run, one count. */
const candidates = ['api', 'web', ...readdirSync(`${import.meta.dirname}/libs`).map((lib) => `libs/${lib}`)];

export default {
  // Jest reads this here only; a project's own is ignored. A whole server starts in a hook, on two busy cores.
  testTimeout: 60_000,
  projects: candidates
    .filter((project) => existsSync(`${import.meta.dirname}/${project}/jest.config.mjs`))
    .map((project) => `<rootDir>/${project}`),
};
