/** The platform's bundler turns the import of a .wasm file into a compiled module. */
declare module "*.wasm" {
  const module: WebAssembly.Module;
  export default module;
}

/** … and of a model into its bytes. */
declare module "*.afterglow" {
  const model: ArrayBuffer;
  export default model;
}
