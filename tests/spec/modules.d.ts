/** Bytes that workerd hands to a worker as an ArrayBuffer. */
declare module "*.afterglow" {
  const bytes: ArrayBuffer;
  export default bytes;
}
