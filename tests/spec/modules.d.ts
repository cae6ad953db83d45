/** Bytes that workerd hands to a worker as an ArrayBuffer. */
declare module "*.afterglow" {
  const bytes: ArrayBuffer;
  export default bytes;
}

/** The module in JavaScript, as `npm run build` makes it. */
declare module "*.wasm.js" {
  export function instantiate(): unknown;
}
