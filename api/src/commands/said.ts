import { StartProblem } from '../start/installation.js';

/** Runs a command; what the person can put right is one sentence on stderr and exit code 1. */
export async function said(command: () => Promise<void>): Promise<void> {
  // A signal ends it as an exit does, with what is to be done at one, until something minds the signal itself.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => process.listenerCount(signal) > 1 || process.exit(1));
  try {
    await command();
  } catch (error) {
    process.stdout.write('\n');
    console.error(error instanceof StartProblem ? error.message : error);
    process.exit(1);
  }
}
