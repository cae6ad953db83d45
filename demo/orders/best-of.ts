// Six recorded orders whose best offer is of six different types, and why that is right. Their files
// in best-of/ are what the README decides on; the model is the demo's.
import type { Consent, OfferType, Touchpoint } from "../../js-glue/types.ts";

export interface BestOf {
  /** Of the best offer. */
  type: OfferType;
  offer: string;
  order: string;
  touchpoint: Touchpoint;
  consent: Consent[];
  /** As a merchant would say it. */
  why: string;
}

export const bestOf: readonly BestOf[] = [
  {
    type: "product",
    offer: "camp-dinner",
    order: "123857",
    touchpoint: "confirmation",
    consent: [],
    why: "Who buys a tent for two and two sleeping bags cooks outdoors next: one in thirteen buys the cook set within a month, and it earns 32.54 €.",
  },
  {
    type: "subscription",
    offer: "coffee-plan",
    order: "124599",
    touchpoint: "confirmation",
    consent: [],
    why: "A new grinder and two bags of the same beans: the beans will be bought again every month, here or elsewhere.",
  },
  {
    type: "loyalty",
    offer: "larkfell-club",
    order: "124530",
    touchpoint: "confirmation",
    consent: [],
    why: "A first order of small things for the desk: no product is likely enough, but a member comes back.",
  },
  {
    type: "partner",
    offer: "storkline-books",
    order: "121452",
    touchpoint: "confirmation",
    consent: ["advertising"],
    why: "A present for a newborn by a customer who buys other things otherwise: a photo book fits, and its payout clears the reserve for advertising.",
  },
  {
    type: "service",
    offer: "larkfell-care",
    order: "123373",
    touchpoint: "confirmation",
    consent: [],
    why: "A machine of 1285 €: three more years of repairs earn 69.39 € when taken, which beats every accessory and the club.",
  },
  {
    type: "review",
    offer: "ask-for-review",
    order: "124557",
    touchpoint: "delivery-email",
    consent: [],
    why: "The notebook has arrived and the customer orders for the third time: their opinion is worth more than another small thing for the balcony.",
  },
];
