interface Policy {
  createHTML(html: string): string;
}
interface PolicyFactory {
  createPolicy(name: string, rules: Policy): Policy;
}

let policy: Policy | undefined;

/** Under Trusted Types the page must allow a policy named "afterglow". */
function trusted(html: string): string {
  const { trustedTypes } = window as { trustedTypes?: PolicyFactory };
  if (!trustedTypes) return html;
  policy ??= trustedTypes.createPolicy("afterglow", { createHTML: (made) => made });
  return policy.createHTML(html);
}

/** Appends the widget. The module escaped every value in `html`, which is why it may be parsed. */
export function insert(slot: Element, html: string): void {
  const template = document.createElement("template");
  template.innerHTML = trusted(html);
  slot.append(template.content);
}
