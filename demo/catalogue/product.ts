// What the shop sells. A product has one or more variants; a variant is what has a SKU, a price and
// a place in an order. A kind is what missions ask for ("tent-2"), whichever model the buyer likes.

export type CategorySlug =
  | "tents"
  | "sleep"
  | "packs"
  | "camp-kitchen"
  | "light"
  | "clothing"
  | "running"
  | "cycling"
  | "coffee"
  | "home-office"
  | "kitchen"
  | "garden"
  | "baby"
  | "care";

/** How sizes run; buyers keep theirs from order to order. */
export type SizeRun = "clothes" | "shoes" | "baby";

export interface Kind {
  id: string;
  category: CategorySlug;
  /** A title with `{m}` for the model name. */
  title: string;
  models: readonly string[];
  /** Euro for the plainest and the best model; the others lie between. */
  price: readonly [number, number];
  /** Share of the price that is earned. */
  margin: number;
  drawing: string;
  /** One sentence is taken from each list. */
  about: readonly (readonly string[])[];
  facts: readonly string[];
  sizes?: SizeRun;
  /** Days after which a buyer needs it again. */
  refillDays?: number;
  /** What this one uses up: kinds shown as "Refills" on its page. */
  refills?: readonly string[];
}

export interface Variant {
  sku: string;
  /** "EU 42", "M", "3–6 months"; empty when there is only one. */
  size: string;
}

export interface Product {
  id: string;
  kind: Kind;
  title: string;
  description: string;
  facts: readonly string[];
  /** Minor units. */
  price: number;
  margin: number;
  /** 0 the plainest model of its kind, 1 the best. */
  tier: number;
  /** Relative popularity within its kind. */
  popularity: number;
  palette: number;
  variants: readonly Variant[];
}

export interface Category {
  slug: CategorySlug;
  name: string;
  line: string;
  department: "Outdoor" | "Home" | "Family";
}

export const categories: readonly Category[] = [
  {
    slug: "tents",
    name: "Tents & shelters",
    line: "A dry place to wake up in.",
    department: "Outdoor",
  },
  {
    slug: "sleep",
    name: "Sleeping bags & mats",
    line: "Warm from the ground up.",
    department: "Outdoor",
  },
  {
    slug: "packs",
    name: "Packs & bags",
    line: "Carry it well and forget it.",
    department: "Outdoor",
  },
  {
    slug: "camp-kitchen",
    name: "Camp kitchen",
    line: "Hot food, anywhere.",
    department: "Outdoor",
  },
  { slug: "light", name: "Light & power", line: "For after the sun.", department: "Outdoor" },
  {
    slug: "clothing",
    name: "Outdoor clothing",
    line: "Layers that earn their place.",
    department: "Outdoor",
  },
  { slug: "running", name: "Running", line: "One more kilometre.", department: "Outdoor" },
  { slug: "cycling", name: "Cycling", line: "Every day, every weather.", department: "Outdoor" },
  {
    slug: "coffee",
    name: "Coffee",
    line: "The best ten minutes of the morning.",
    department: "Home",
  },
  {
    slug: "home-office",
    name: "Home office",
    line: "Work that does not hurt.",
    department: "Home",
  },
  { slug: "kitchen", name: "Kitchen & table", line: "Tools you hand down.", department: "Home" },
  {
    slug: "garden",
    name: "Garden & balcony",
    line: "Something green on every sill.",
    department: "Home",
  },
  { slug: "baby", name: "Baby", line: "The first year, made lighter.", department: "Family" },
  { slug: "care", name: "Care & refills", line: "Keep what you have.", department: "Family" },
];
