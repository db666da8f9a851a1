import { node } from '../jest.preset.mjs';

export default {
  ...node,
  displayName: 'api',
  globalSetup: '../libs/testing/global-setup.mjs',
  globalTeardown: '../libs/testing/global-teardown.mjs',
};
