/** A file's text: UTF-8 as most write it, else what Excel on Windows does. */
export function textOf(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // not UTF-8: æ, ø and å are single bytes
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
