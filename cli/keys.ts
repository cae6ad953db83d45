/** `afterglow keys`: the key pair that signs models. */
import type { Command } from "commander";
import { makeSigningKey, publicKeyOf, readSigningKey } from "./signing-key.ts";

export function registerKeys(program: Command): void {
  program
    .command("keys")
    .description("print the public key of a signing key, or make a new one")
    .argument("<file>", "private key: Ed25519, PKCS8 as PEM")
    .option("--new", "make the file; only its owner can read it")
    .addHelpText(
      "after",
      `
The line on stdout is the public key: set it as AFTERGLOW_PUBLIC_KEY at the edge or as
data-public-key on the loader, and only what this key signed is used. Keep the file itself where
models are built, and nowhere else. It is the same as openssl makes:
  openssl genpkey -algorithm ed25519 -out FILE
  openssl pkey -in FILE -pubout`,
    )
    .action(async (file: string, options: { new?: boolean }) => {
      const key = options.new ? await makeSigningKey(file) : await readSigningKey(file);
      process.stdout.write(`${publicKeyOf(key)}\n`);
    });
}
