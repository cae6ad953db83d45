/** dist/signature.js: what the loader fetches beside itself when the page has a public key. */

/**
 * Throws unless the key (base64 of SubjectPublicKeyInfo) signed the file: the 64 bytes at its end, of
 * all that stands before their mark of 8. The same as ../signature.ts, in the fewest bytes.
 */
export async function mustBeSigned(file: Uint8Array, publicKey: string): Promise<void> {
  const { subtle } = crypto;
  const spki = Uint8Array.from(atob(publicKey), (letter) => letter.charCodeAt(0));
  const key = await subtle.importKey("spki", spki, "Ed25519", false, ["verify"]);
  const signature = file.slice(-64);
  if (!(await subtle.verify("Ed25519", key, signature, file.slice(0, -72)))) {
    throw new Error("the public key did not sign the model");
  }
}
