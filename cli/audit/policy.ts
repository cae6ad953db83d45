/** What the content security policies of a page allow of the widget and the loader. */

/** One policy, directive by directive, in lower case but for the sources. */
type Policy = Map<string, string[]>;

export interface Allowed {
  /** The widget's own <style>: "nonce" when it takes the page's nonce, which the edge gives it. */
  inline_style: "yes" | "nonce" | "no";
  /** A style sheet from the page's own origin: AFTERGLOW_STYLESHEET. */
  own_stylesheet: boolean;
  /** Pictures from the page's own origin, and from any https address. */
  own_images: boolean;
  any_images: boolean;
  /** The browser loader: a script from the page's own origin that compiles WebAssembly. */
  own_script: boolean;
  webassembly: boolean;
}

function readPolicy(text: string): Policy {
  const policy: Policy = new Map();
  for (const directive of text.split(";")) {
    const [name, ...sources] = directive.trim().split(/\s+/);
    // Of two directives with one name the first counts.
    if (name && !policy.has(name.toLowerCase())) policy.set(name.toLowerCase(), sources);
  }
  return policy;
}

/** The sources of the first of these directives that the policy has; undefined: all is allowed. */
function sourcesOf(policy: Policy, names: string[]): string[] | undefined {
  for (const name of [...names, "default-src"]) {
    const sources = policy.get(name);
    if (sources)
      return sources.map((source) => source.replace(/^'[a-z-]+'$/i, (s) => s.toLowerCase()));
  }
  return undefined;
}

const styles = ["style-src-elem", "style-src"];
const scripts = ["script-src-elem", "script-src"];

function inlineStyle(policy: Policy): Allowed["inline_style"] {
  const sources = sourcesOf(policy, styles);
  if (!sources) return "yes";
  if (sources.some((source) => source.startsWith("'nonce-"))) return "nonce";
  const hashed = sources.some((source) => /^'sha(256|384|512)-/.test(source));
  return sources.includes("'unsafe-inline'") && !hashed ? "yes" : "no";
}

function hasOwn(sources: string[] | undefined): boolean {
  return !sources || sources.some((source) => ["'self'", "*", "https:"].includes(source));
}

function onePolicy(policy: Policy): Allowed {
  const images = sourcesOf(policy, ["img-src"]);
  const code = sourcesOf(policy, ["script-src"]);
  return {
    inline_style: inlineStyle(policy),
    own_stylesheet: hasOwn(sourcesOf(policy, styles)),
    own_images: hasOwn(images),
    any_images: !images || images.some((source) => source === "*" || source === "https:"),
    own_script: hasOwn(sourcesOf(policy, scripts)),
    webassembly: !code || code.includes("'wasm-unsafe-eval'") || code.includes("'unsafe-eval'"),
  };
}

/** What all of these policies allow together: each of them must. */
export function allowedBy(policies: string[]): Allowed {
  const each = policies.map((text) => onePolicy(readPolicy(text)));
  const all = (
    what: "own_stylesheet" | "own_images" | "any_images" | "own_script" | "webassembly",
  ) => each.every((policy) => policy[what]);
  const styles = each.map((policy) => policy.inline_style);
  return {
    inline_style: styles.includes("no") ? "no" : styles.includes("nonce") ? "nonce" : "yes",
    own_stylesheet: all("own_stylesheet"),
    own_images: all("own_images"),
    any_images: all("any_images"),
    own_script: all("own_script"),
    webassembly: all("webassembly"),
  };
}
