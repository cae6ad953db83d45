#include "decide/decision_id.h"

#include <string_view>

#include "base/fnv1a.h"

namespace afterglow {
namespace {

void AddText(std::string_view text, Fnv1a64& hash) {
  hash.Add(text);
  hash.AddUnit(0xff);  // never in UTF-8: "ab","c" and "a","bc" differ
}

void AddNumber(std::uint64_t number, Fnv1a64& hash) {
  for (int shift = 0; shift < 64; shift += 8) hash.AddUnit((number >> shift) & 0xff);
}

}  // namespace

std::uint64_t DecisionNumber(const Decision& decision, const Order& order,
                             const DecisionContext& context) {
  Fnv1a64 hash;
  AddText(decision.model, hash);
  AddText(order.order_id, hash);
  AddText(decision.unit, hash);
  AddText(TouchpointText(decision.touchpoint), hash);
  AddNumber(static_cast<std::uint64_t>(context.now), hash);
  AddNumber(context.seed, hash);
  return hash.value();
}

std::string DecisionName(std::uint64_t number) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string name;
  for (int shift = 60; shift >= 0; shift -= 4) name += kHex[(number >> shift) & 15];
  return name;
}

}  // namespace afterglow
