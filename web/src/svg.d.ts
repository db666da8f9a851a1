/** Icons are imported as text (`"loader": {".svg": "text"}` in project.json). */
declare module '*.svg' {
  const text: string;
  export default text;
}
