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

/** The widget in the page, whoever rendered it; in Shadow DOM, the element that carries it. */
export function findWidget(): Element | null {
  return document.querySelector("afterglow-offers,[data-afterglow-decision]");
}

/** Appends the widget. The module escaped every value in `html`, which is why it may be parsed. */
export function insert(slot: Element, html: string): void {
  const holder = document.createElement("div");
  // Only this call makes a shadow root of a declarative one.
  if ("setHTMLUnsafe" in holder) holder.setHTMLUnsafe(trusted(html));
  else (holder as HTMLElement).innerHTML = trusted(html);
  slot.append(...holder.childNodes);
}

/** Makes the widget's dismiss button work. */
export function wire(widget: Element): void {
  const button = (widget.shadowRoot ?? widget).querySelector<HTMLElement>(
    "[data-afterglow-dismiss]",
  );
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => widget.remove());
}
