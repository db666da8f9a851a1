import { StartProblem } from '../start/installation.js';

/** Runs a command; what the person can put right is one sentence on stderr and exit code 1. */
export async function said(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    process.stdout.write('\n');
    console.error(error instanceof StartProblem ? error.message : error);
    process.exit(1);
  }
}
