#include "decide/decision_id.h"

#include <string_view>

namespace afterglow {
namespace {

// Fowler-Noll-Vo 1a: http://www.isthe.com/chongo/tech/comp/fnv/
class Fnv1a64 {
 public:
  void Add(std::string_view text) {
    for (const char c : text) AddByte(static_cast<std::uint8_t>(c));
    AddByte(0xff);  // never in UTF-8: "ab","c" and "a","bc" differ
  }
  void Add(std::uint64_t number) {
    for (int shift = 0; shift < 64; shift += 8) AddByte(static_cast<std::uint8_t>(number >> shift));
  }
  std::uint64_t value() const { return hash_; }

 private:
  void AddByte(std::uint8_t byte) { hash_ = (hash_ ^ byte) * 0x100000001b3ULL; }
  std::uint64_t hash_ = 0xcbf29ce484222325ULL;
};

}  // namespace

std::uint64_t DecisionNumber(const Decision& decision, const Order& order,
                             const DecisionContext& context) {
  Fnv1a64 hash;
  hash.Add(decision.model);
  hash.Add(order.order_id);
  hash.Add(decision.unit);
  hash.Add(TouchpointText(decision.touchpoint));
  hash.Add(static_cast<std::uint64_t>(context.now));
  hash.Add(context.seed);
  return hash.value();
}

std::string DecisionName(std::uint64_t number) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string name;
  for (int shift = 60; shift >= 0; shift -= 4) name += kHex[(number >> shift) & 15];
  return name;
}

}  // namespace afterglow
