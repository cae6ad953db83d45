/** A module and models that are broken in known ways. */
import { readFile } from "node:fs/promises";
import binaryen from "binaryen";

/** A page chunk of this many bytes or more makes the trapping module trap. */
export const trapSize = 1500;

/** afterglow-edge.wasm, but ag_page_write runs into `unreachable` for chunks from `trapSize` bytes on. */
export async function trappingModule(path: string): Promise<Uint8Array> {
  const module = binaryen.readBinary(await readFile(path));
  module.setFeatures(binaryen.Features.All);
  const name = binaryen.getExportInfo(module.getExport("ag_page_write")).value;
  const write = binaryen.getFunctionInfo(module.getFunction(name));
  const size = module.local.get(2, binaryen.i32);
  const trap = module.if(module.i32.ge_u(size, module.i32.const(trapSize)), module.unreachable());
  const body = module.block(null, [trap, module.copyExpression(write.body)], write.results);
  module.removeFunction(name);
  module.addFunction(name, write.params, write.results, write.vars, body);
  try {
    return module.emitBinary();
  } finally {
    module.dispose();
  }
}

export function truncated(model: Uint8Array): Uint8Array {
  return model.subarray(0, Math.floor(model.length / 2));
}

export function flipped(model: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(model);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  return bytes;
}
