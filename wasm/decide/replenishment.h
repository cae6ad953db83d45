// Timing: what of an order is due to be bought again, and when to come back to its buyer.
//
// Buyers of a SKU come back after some days; the model knows the quartiles q1, q2, q3 of these
// intervals. A line is due from q1 after its purchase until twice q3, when the habit may be taken
// for ended.
#pragma once

#include <optional>
#include <vector>

#include "decide/offer_candidates.h"

namespace afterglow {

// Touchpoints that reach the buyer when the order has arrived: there repeats are offered, and
// reviews asked for. The delivery email, the app, push messages and the order history.
bool AfterDelivery(Touchpoint touchpoint);

// Whether this line is due at the context's time and touchpoint.
bool IsDue(const Model& model, const OrderFacts& facts, const OrderFacts::Line& line);

// Appends the lines that are due, with the SKU's repeat propensity for their chance.
void AppendDueCandidates(const Shop& shop, std::vector<Candidate>& candidates);

// The start of the next window of this order that is still to come: of the line whose repeat is
// worth most. Nothing when no line has a window.
std::optional<UnixSeconds> NextContact(const Shop& shop);

}  // namespace afterglow
