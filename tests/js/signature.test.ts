/** Who holds a public key uses only what its private key signed. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { Afterglow } from "../../js-glue/afterglow.ts";
import { checkSignature, readPublicKeys, splitSignature } from "../../js-glue/signature.ts";

const shop = "tests/spec/shop";
const folder = mkdtempSync(join(tmpdir(), "afterglow-signature-"));
const path = (name: string) => join(folder, name);

function afterglow(...words: string[]) {
  const run = spawnSync(process.execPath, ["cli/bin.js", ...words], { encoding: "utf8" });
  return { status: run.status, out: run.stdout, said: run.stderr };
}

const orders = ["--orders", `${shop}/orders.csv`, "--products", `${shop}/products.csv`];
const build = (name: string, ...words: string[]) =>
  afterglow("build", ...orders, "--out", path(name), ...words);

let ours: string;
let other: string;
let model: Uint8Array;

beforeAll(() => {
  ours = afterglow("keys", "--new", path("ours.pem")).out.trim();
  other = afterglow("keys", "--new", path("other.pem")).out.trim();
  const made = build("signed", "--sign", path("ours.pem"), "--shards", path("shards"));
  expect(made.said).toBe("");
  build("plain");
  model = readFileSync(path("signed"));
});

const check = async (file: Uint8Array, key: string) => {
  const checked = await checkSignature("the model", file, readPublicKeys(key));
  return checked.ok ? "good" : checked.error.message;
};

describe("a signed model", () => {
  it("is the unsigned one and 72 bytes", () => {
    const { content, signature } = splitSignature(model);
    expect(Buffer.from(content).equals(readFileSync(path("plain")))).toBe(true);
    expect(signature).toHaveLength(64);
    expect(model.length).toBe(content.length + 72);
  });

  it("is confirmed by its key alone", async () => {
    expect(await check(model, ours)).toBe("good");
    expect(await check(model, other)).toBe(
      "the model has a signature that the public key does not confirm",
    );
    expect(await check(model, `${other},${ours}`)).toBe("good");
    expect(await check(readFileSync(path("plain")), ours)).toMatch(/^the model is not signed/);
  });

  it("is refused with any bit flipped, or cut", async () => {
    // Every byte would take minutes: one in a hundred, and all of the mark and the signature.
    for (let at = 0; at < model.length; at += at < model.length - 100 ? 97 : 1) {
      const damaged = Uint8Array.from(model);
      damaged[at] = (damaged[at] ?? 0) ^ (1 << (at % 8));
      expect(await check(damaged, ours), `byte ${at}`).not.toBe("good");
      expect(await check(model.subarray(0, at), ours), `cut at ${at}`).not.toBe("good");
    }
  });

  it("loads without a key as it does unsigned", async () => {
    const made = await Afterglow.instantiate(readFileSync("dist/afterglow.wasm"));
    expect(made.ok && made.value.loadModel(model).ok).toBe(true);
  });

  it("can be signed and confirmed with openssl", async () => {
    const run = (...words: string[]) => execFileSync("openssl", words, { cwd: folder });
    run("genpkey", "-algorithm", "ed25519", "-out", "openssl.pem");
    const pem = run("pkey", "-in", "openssl.pem", "-pubout").toString();
    expect(readPublicKeys(pem)).toEqual(
      readPublicKeys(afterglow("keys", path("openssl.pem")).out.trim()),
    );
    const { content, signature = new Uint8Array() } = splitSignature(model);
    writeFileSync(path("content"), content);
    writeFileSync(path("signature"), signature);
    writeFileSync(
      path("ours-public.pem"),
      `-----BEGIN PUBLIC KEY-----\n${ours}\n-----END PUBLIC KEY-----\n`,
    );
    const verify = ["pkeyutl", "-verify", "-rawin", "-in", "content", "-sigfile", "signature"];
    run(...verify, "-pubin", "-inkey", "ours-public.pem");
    run("pkeyutl", "-sign", "-rawin", "-in", "content", "-inkey", "openssl.pem", "-out", "theirs");
    const mark = model.subarray(content.length, content.length + 8);
    const file = Buffer.concat([content, mark, readFileSync(path("theirs"))]);
    expect(await check(file, pem)).toBe("good");
  });
});

describe("a signed entry", () => {
  it("vouches for the core, by its hash", async () => {
    const entry = readFileSync(path("shards/entry.json"));
    expect(await check(entry, ours)).toBe("good");
    expect(await check(entry, other)).not.toBe("good");
    expect(JSON.parse(entry.toString().split("\n")[0] ?? "")).toHaveProperty("integrity");
  });
});

describe("the commands", () => {
  it("make a key that only its owner can read, and never replace one", () => {
    expect(statSync(path("ours.pem")).mode & 0o777).toBe(0o600);
    expect(afterglow("keys", path("ours.pem")).out.trim()).toBe(ours);
    const again = afterglow("keys", "--new", path("ours.pem"));
    expect(again.status).toBe(2);
    expect(again.said).toMatch(/ours\.pem: there is a file of this name/);
    expect(afterglow("keys", path("ours.pem")).out.trim()).toBe(ours);
  });

  it("refuse what is no Ed25519 key, before anything is built", () => {
    execFileSync("openssl", ["genpkey", "-algorithm", "x25519", "-out", path("x25519.pem")]);
    writeFileSync(path("text.pem"), "secret\n");
    for (const key of ["x25519.pem", "text.pem"]) {
      const { status, said } = build("never", "--sign", path(key));
      expect(status).toBe(1);
      expect(said).toMatch(/expected an Ed25519 private key as PEM/);
    }
    expect(build("never", "--sign", path("none.pem")).said).toMatch(/none\.pem: no such file/);
    expect(() => statSync(path("never"))).toThrow();
  });

  it("say in inspect whether a model is signed, and fail when the key does not fit", () => {
    const signature = (name: string, ...words: string[]) => {
      const { status, out, said } = afterglow("inspect", path(name), "--json", ...words);
      return status === 0 ? JSON.parse(out).signature : said;
    };
    expect(signature("plain")).toBe("none");
    expect(signature("signed")).toBe("unchecked");
    expect(signature("signed", "--public-key", ours)).toBe("good");
    expect(signature("signed", "--public-key", other)).toMatch(/does not confirm/);
    expect(signature("plain", "--public-key", ours)).toMatch(/is not signed/);
    expect(signature("plain", "--public-key", "x")).toMatch(/must be one of Ed25519/);
    expect(afterglow("inspect", path("signed")).out).toMatch(/signature +there is one/);
  });

  it("sign overlays too", async () => {
    writeFileSync(path("skus.csv"), "sku,stock\nTENT-2P,0\n");
    const words = ["--skus", path("skus.csv"), "--out", path("overlay")];
    afterglow("overlay", ...words, "--sign", path("ours.pem"));
    expect(await check(readFileSync(path("overlay")), ours)).toBe("good");
  });
});
