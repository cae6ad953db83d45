/**
 * Ed25519 signatures of Afterglow files (docs/model-format.md): a signed file is the file itself,
 * eight bytes that announce a signature, and the 64 bytes of it.
 */
import { failure, type Result } from "./errors.ts";

const mark = [0x9a, 0x41, 0x47, 0x4c, 0x53, 0x49, 0x47, 0x31];
const signatureSize = 64;

/** The first bytes of every Ed25519 public key as SubjectPublicKeyInfo (RFC 8410); the key follows. */
const keyHead = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
const keySize = 32;

/** The file and the signature behind it, if there is one. */
export function splitSignature(file: Uint8Array): { content: Uint8Array; signature?: Uint8Array } {
  const end = file.length - signatureSize - mark.length;
  if (end < 0 || mark.some((byte, i) => file[end + i] !== byte)) return { content: file };
  return { content: file.subarray(0, end), signature: file.subarray(end + mark.length) };
}

export function withSignature(content: Uint8Array, signature: Uint8Array): Uint8Array {
  const file = new Uint8Array(content.length + mark.length + signature.length);
  file.set(content);
  file.set(mark, content.length);
  file.set(signature, content.length + mark.length);
  return file;
}

/**
 * Public keys as SubjectPublicKeyInfo from the text that `afterglow keys` or `openssl pkey -pubout`
 * prints: PEM, or its base64 alone; several, for a change of keys, are separated by commas. Throws a
 * RangeError that says what was expected.
 */
export function readPublicKeys(text: string): Uint8Array<ArrayBuffer>[] {
  return text.split(",").map((one) => {
    const base64 = one.replace(/-----[^-]*-----/g, "").replace(/\s+/g, "");
    let key = new Uint8Array();
    try {
      key = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    } catch {
      // Not base64: refused below.
    }
    if (key.length !== keyHead.length + keySize || keyHead.some((byte, i) => key[i] !== byte)) {
      throw new RangeError(
        "a public key must be one of Ed25519, as PEM or its base64: MCowBQYDK2VwAyEA…",
      );
    }
    return key;
  });
}

/** Whether one of the keys signed this file, `what` by name. Fails with "bad-signature". */
export async function checkSignature(
  what: string,
  file: Uint8Array,
  keys: Uint8Array<ArrayBuffer>[],
): Promise<Result<void>> {
  const { content, signature } = splitSignature(file);
  if (!signature) {
    return failure(
      104,
      `${what} is not signed, but a public key is set: sign it, or deploy another`,
    );
  }
  const fixed = (bytes: Uint8Array) => bytes as Uint8Array<ArrayBuffer>;
  try {
    for (const spki of keys) {
      const key = await crypto.subtle.importKey("spki", spki, "Ed25519", false, ["verify"]);
      if (await crypto.subtle.verify("Ed25519", key, fixed(signature), fixed(content))) {
        return { ok: true, value: undefined };
      }
    }
  } catch (cause) {
    return failure(
      104,
      `this runtime cannot check the Ed25519 signature of ${what} (${cause}): it is refused`,
    );
  }
  return failure(104, `${what} has a signature that the public key does not confirm`);
}
