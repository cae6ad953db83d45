// A merchant's offers in the fewest words, and the one sentence a wrong file is refused with.
import { checkedOffers } from "../../cli/build/offers/read-offers.ts";

export const creative = { en: { title: "Join the club", url: "/club" } };
export const club = { id: "club", type: "loyalty", value: "6.00", creative };
export const warranty = {
  id: "care",
  type: "service",
  price: { share: 0.09 },
  margin: { share: 0.6 },
  creative: { en: { title: "Three years of care for {line}", url: "/care" } },
};
export const shop = (offer: object, rest: object = {}) => ({
  currency: "EUR",
  offers: [{ ...club, ...offer }],
  ...rest,
});
export const when = (eligible: object) => shop({ eligible });

/** Why the file is refused; "taken" where it is not. */
export async function refusal(content: unknown): Promise<string> {
  try {
    await checkedOffers(content, "offers.json");
  } catch (error) {
    return (error as Error).message;
  }
  return "taken";
}

/** What is wrong, the file, the sentence. */
export type Refused = [why: string, content: unknown, sentence: string];
