/** Icons are imported as text (the web build's `.svg` loader). */
declare module '*.svg' {
  const text: string;
  export default text;
}
