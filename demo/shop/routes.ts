// Every page of the shop: which address, which method, which answer.
import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { picture } from "../catalogue/drawings/picture.ts";
import { categories, type Product } from "../catalogue/product.ts";
import { orderPages, touchpointAt } from "../order-pages.ts";
import { readWhatIf } from "../what-if.ts";
import { type Answer, contentPolicy, file, htmlAnswer, redirect } from "./answer.ts";
import type { Html } from "./html.ts";
import type { OrderBook, ShopOrder, Visitor } from "./orders.ts";
import { type Frame, page } from "./pages/layout.ts";
import { orderMain } from "./pages/order.ts";
import {
  cartPage,
  checkoutPage,
  countries,
  historyPage,
  languages,
  loaderTag,
  messagePage,
  orderHead,
} from "./pages/purchase.ts";
import { categoryPage, homePage, productPage, searchPage } from "./pages/storefront.ts";
import { fromElsewhere, readBody, visitorCookie } from "./request.ts";

const largestForm = 16 * 1024;

export interface Shop {
  catalogue: Catalogue;
  book: OrderBook;
  bestSellers: readonly Product[];
  /** Address of the model for the browser loader. */
  loaderModel: string;
}

export class Visit {
  readonly nonce = randomBytes(16).toString("base64");
  visitor: Visitor | undefined;
  /** Set when the visitor is new and must be remembered. */
  newVisitorId: string | undefined;

  constructor(
    readonly shop: Shop,
    readonly request: IncomingMessage,
    readonly url: URL,
  ) {
    this.visitor = shop.book.visitor(visitorCookie(request));
  }

  /** The visitor, made known if they were not. */
  known(): Visitor {
    if (!this.visitor) {
      this.visitor = this.shop.book.newVisitor();
      this.newVisitorId = this.visitor.id;
    }
    return this.visitor;
  }

  /** An order that this visitor placed. */
  ownOrder(id: string): ShopOrder | undefined {
    return this.visitor?.orders.includes(id) ? this.shop.book.order(id) : undefined;
  }

  page(title: string, main: Html, head?: Html, status = 200): Answer {
    let cartCount = 0;
    for (const pieces of this.visitor?.cart.values() ?? []) cartCount += pieces;
    const frame: Frame = { title, nonce: this.nonce, cartCount, main, here: this.url.pathname };
    if (head) frame.head = head;
    return htmlAnswer(status, page(frame), contentPolicy(this.nonce));
  }

  notFound(): Answer {
    return this.page(
      "Not here",
      messagePage("Nothing lives here", "The page may have moved, or never was."),
      undefined,
      404,
    );
  }

  refuse(status: number, title: string, text: string): Answer {
    return this.page(title, messagePage(title, text), undefined, status);
  }

  async form(): Promise<URLSearchParams | null> {
    const body = await readBody(this.request, largestForm);
    return body === null ? null : new URLSearchParams(body);
  }
}

type Show = (visit: Visit, rest: string) => Answer | Promise<Answer>;

export interface Route {
  method: "GET" | "POST";
  /** A path, or the beginning of one that ends in "/": what follows is `rest`. */
  path: string;
  show: Show;
}

const pieces = (form: URLSearchParams): number => {
  const asked = Number.parseInt(form.get("quantity") ?? "1", 10);
  return Number.isNaN(asked) ? 1 : asked;
};

function orderPage(visit: Visit, rest: string): Answer {
  const [id = ""] = rest.split("/");
  const touchpoint = touchpointAt(visit.url.pathname);
  const order = touchpoint && visit.ownOrder(id);
  if (!order) return visit.notFound();
  const { catalogue, loaderModel } = visit.shop;
  const whatIf = readWhatIf(visit.url);
  if (touchpoint !== "confirmation") whatIf.context = { touchpoint, ...whatIf.context };
  const byLoader = orderPages.some(({ loader }) => rest === `${id}/${loader}`);
  const loader = byLoader ? loaderTag(visit.nonce, loaderModel, whatIf) : undefined;
  const [title, main] = orderMain(touchpoint, order, catalogue);
  return visit.page(title, main, orderHead(order, catalogue, loader));
}

async function placeOrder(visit: Visit): Promise<Answer> {
  const visitor = visit.known();
  const form = await visit.form();
  if (!form)
    return visit.refuse(413, "That was too much", "The form was larger than a form can be.");
  if (visitor.cart.size === 0) return redirect("/cart");
  const field = (name: string): string => (form.get(name) ?? "").trim().slice(0, 80);
  const [country] = countries.find(([code]) => code === field("country")) ?? [];
  const [locale] = languages.find(([code]) => code === field("locale")) ?? [];
  const missing = ["name", "street", "postcode", "town"].filter((name) => field(name) === "");
  if (missing.length > 0 || !country || !locale) {
    const problem = `Please fill in: ${[...missing, ...(country ? [] : ["country"]), ...(locale ? [] : ["language"])].join(", ")}.`;
    return {
      ...visit.page(
        "Checkout",
        checkoutPage(visit.shop.catalogue, visit.shop.book, visitor, problem),
      ),
      status: 422,
    };
  }
  const order = visit.shop.book.place(visitor, {
    name: field("name"),
    town: field("town"),
    country,
    locale,
  });
  return redirect(
    `/orders/${order.id}/${form.get("page") === "loader" ? "thank-you" : "confirmation"}`,
  );
}

async function changeCart(
  visit: Visit,
  change: (visitor: Visitor, sku: string, asked: number) => boolean,
): Promise<Answer> {
  const form = await visit.form();
  if (!form)
    return visit.refuse(413, "That was too much", "The form was larger than a form can be.");
  const done = change(visit.known(), form.get("sku") ?? "", pieces(form));
  if (done) return redirect("/cart");
  return visit.refuse(422, "We could not do that", "The product is unknown, or the cart is full.");
}

/** Title and text by the offer's id. */
const offerPages: ReadonlyMap<string, [title: string, text: string]> = new Map([
  ["larkfell-club", ["The Larkfell Club", "A real shop would let you join here, with one click."]],
  ["coffee-plan", ["The coffee plan", "A real shop would ask how often the beans should come."]],
  ["nappy-plan", ["The nappy plan", "A real shop would ask how often, and for which size."]],
  ["larkfell-care", ["Larkfell Care", "A real shop would add three years of care to the order."]],
  ["ask-for-review", ["Your review", "A real shop would ask what you think of your purchase."]],
]);

export const shopRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/",
    show: (visit) =>
      visit.page(
        "Gear for the hill, things for home",
        homePage(visit.shop.catalogue, visit.shop.bestSellers),
      ),
  },
  {
    method: "GET",
    path: "/c/",
    show: (visit, rest) => {
      const category = categories.find((c) => c.slug === rest);
      if (!category) return visit.notFound();
      const products = visit.shop.catalogue.products.filter(
        (p) => p.kind.category === category.slug,
      );
      return visit.page(
        category.name,
        categoryPage(category, products, visit.url.searchParams.get("sort") ?? ""),
      );
    },
  },
  {
    method: "GET",
    path: "/search",
    show: (visit) => {
      const query = (visit.url.searchParams.get("q") ?? "").trim().slice(0, 80);
      const words = query.toLowerCase().split(/\s+/).filter(Boolean);
      const found = visit.shop.catalogue.products.filter((product) => {
        const text = `${product.title} ${product.kind.category}`.toLowerCase();
        return words.length > 0 && words.every((word) => text.includes(word));
      });
      return visit.page(query || "Search", searchPage(query, found.slice(0, 60)));
    },
  },
  {
    method: "GET",
    path: "/products/",
    show: (visit, rest) => {
      const product = visit.shop.catalogue.byId.get(rest);
      if (!product) return visit.notFound();
      return visit.page(
        product.title,
        productPage(visit.shop.catalogue, product, visit.url.searchParams.get("sku") ?? ""),
      );
    },
  },
  {
    method: "GET",
    path: "/images/",
    show: (visit, rest) => {
      const product = rest.endsWith(".svg")
        ? visit.shop.catalogue.byId.get(rest.slice(0, -4))
        : undefined;
      return product
        ? file(picture(product), "image/svg+xml", "public, max-age=86400")
        : visit.notFound();
    },
  },
  {
    method: "GET",
    path: "/cart",
    show: (visit) =>
      visit.page("Cart", cartPage(visit.shop.catalogue, visit.shop.book, visit.visitor)),
  },
  {
    method: "POST",
    path: "/cart/add",
    show: (visit) =>
      changeCart(visit, (visitor, sku, asked) =>
        visit.shop.book.setPieces(visitor, sku, (visitor.cart.get(sku) ?? 0) + Math.max(1, asked)),
      ),
  },
  {
    method: "POST",
    path: "/cart/set",
    show: (visit) =>
      changeCart(visit, (visitor, sku, asked) => visit.shop.book.setPieces(visitor, sku, asked)),
  },
  {
    method: "GET",
    path: "/checkout",
    show: (visit) => {
      if (!visit.visitor || visit.visitor.cart.size === 0) return redirect("/cart");
      return visit.page(
        "Checkout",
        checkoutPage(visit.shop.catalogue, visit.shop.book, visit.visitor, ""),
      );
    },
  },
  {
    // Where the shop's own offers lead (demo/offers.json).
    method: "GET",
    path: "/offers/",
    show: (visit, rest) => {
      const text = offerPages.get(rest);
      return text ? visit.page(text[0], messagePage(...text)) : visit.notFound();
    },
  },
  { method: "POST", path: "/checkout", show: placeOrder },
  { method: "GET", path: "/orders/", show: orderPage },
  {
    method: "GET",
    path: "/account/orders",
    show: (visit) => {
      const { book, catalogue } = visit.shop;
      const orders = (visit.visitor?.orders ?? [])
        .toReversed()
        .map((id) => book.order(id))
        .filter((order) => order !== undefined);
      const head = orders[0] && orderHead(orders[0], catalogue);
      return visit.page("Your orders", historyPage(catalogue, orders), head);
    },
  },
];

export function answerTo(visit: Visit, routes: readonly Route[]): Answer | Promise<Answer> {
  const method = visit.request.method === "HEAD" ? "GET" : visit.request.method;
  const { pathname } = visit.url;
  const found = routes.filter(({ path }) =>
    path.length > 1 && path.endsWith("/") ? pathname.startsWith(path) : pathname === path,
  );
  const route = found.find((r) => r.method === method);
  if (!route) {
    if (found.length === 0) return visit.notFound();
    const answer = visit.refuse(
      405,
      "Not like this",
      "This address does not take that kind of request.",
    );
    answer.headers.allow = found.map((r) => r.method).join(", ");
    return answer;
  }
  if (route.method === "POST" && fromElsewhere(visit.request)) {
    return visit.refuse(
      403,
      "Not from there",
      "The request came from another site, so nothing was done.",
    );
  }
  return route.show(visit, pathname.slice(route.path.length));
}
