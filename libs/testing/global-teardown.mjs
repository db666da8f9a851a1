export default async function globalTeardown() {
  await globalThis.fellesTestServer?.stop();
  globalThis.fellesTestServer?.remove();
}
