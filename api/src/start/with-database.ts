import { Installation } from './installation.js';

/**
 * For commands beside the server: joins the running database, or starts the embedded one for as long as the command takes
 * and stops it afterwards.
 */
export async function withDatabase<T>(
  act: (owner: string, installation: Installation) => Promise<T>,
): Promise<T> {
  const installation = await Installation.open();
  const wasRunning = installation.cluster?.isAlive() ?? true;
  const owner = await installation.reachDatabase();
  try {
    return await act(owner, installation);
  } finally {
    if (!wasRunning) await installation.cluster?.stop();
  }
}
