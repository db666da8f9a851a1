import { createApp } from '../app.js';
import { Settings, type SettingsInput } from '../platform/config/settings.js';

/** One API process: started by the parent, which hands it its settings. */
const settings = new Settings(JSON.parse(process.env.FELLES_SETTINGS ?? '') as SettingsInput);
delete process.env.FELLES_SETTINGS;

const app = await createApp(settings);
await app.listen({ port: settings.port, host: settings.host });
process.send?.({ listening: true });

let closing = false;
async function close(): Promise<void> {
  if (closing) return;
  closing = true;
  // What is under way is finished; then the process goes.
  setTimeout(() => process.exit(1), 15_000).unref();
  await app.close();
  process.exit(0);
}
process.on('SIGTERM', () => void close());
process.on('SIGINT', () => void close());
process.on('disconnect', () => void close());
