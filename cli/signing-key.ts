/** Ed25519 keys on disk: made, read, and used to sign files. */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { splitSignature, withSignature } from "../js-glue/signature.ts";
import { BadCall, BadData, fileFailure } from "./failure.ts";

/** A private key file (PKCS8 as PEM, not encrypted), as `afterglow keys` or openssl writes it. */
export async function readSigningKey(path: string): Promise<KeyObject> {
  const text = await readFile(path, "utf8").catch((error) => {
    throw fileFailure(path, error);
  });
  let key: KeyObject | undefined;
  try {
    key = createPrivateKey(text);
  } catch {
    // Encrypted, a public key, or no key at all: refused below.
  }
  if (key?.asymmetricKeyType === "ed25519") return key;
  throw new BadData(`${path}: expected an Ed25519 private key as PEM, without a passphrase`);
}

/** The public half as one line of base64: what AFTERGLOW_PUBLIC_KEY takes. */
export function publicKeyOf(key: KeyObject): string {
  return createPublicKey(key).export({ type: "spki", format: "der" }).toString("base64");
}

/** Writes a new private key that only its owner can read. Never replaces a file. */
export async function makeSigningKey(path: string): Promise<KeyObject> {
  const { privateKey } = generateKeyPairSync("ed25519");
  const pem = privateKey.export({ type: "pkcs8", format: "pem" });
  await writeFile(path, pem, { mode: 0o600, flag: "wx" }).catch((error) => {
    if (error.code !== "EEXIST") throw fileFailure(path, error);
    throw new BadCall(`${path}: there is a file of this name; a key is never replaced`);
  });
  return privateKey;
}

/** The file with the key's signature behind it, instead of any other. */
export function signed(file: Uint8Array, key: KeyObject): Uint8Array {
  const { content } = splitSignature(file);
  return withSignature(content, sign(null, content, key));
}
