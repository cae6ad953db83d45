// Fowler-Noll-Vo 1a, the hash that is a few lines in every language:
// http://www.isthe.com/chongo/tech/comp/fnv/
//
//   Fnv1a32 hash;
//   hash.Add("bag");           // its bytes
//   hash.AddUnit(0x8336);      // one number as it is: a byte, a UTF-16 code unit
//   std::uint32_t value = hash.value();
//
// Not for what an attacker could profit from guessing.
#pragma once

#include <cstdint>
#include <string_view>

namespace afterglow {

template <typename Word, Word kOffset, Word kPrime>
class Fnv1a {
 public:
  constexpr void AddUnit(Word unit) { hash_ = (hash_ ^ unit) * kPrime; }
  constexpr void Add(std::string_view text) {
    for (const char c : text) AddUnit(static_cast<std::uint8_t>(c));
  }
  constexpr Word value() const { return hash_; }

 private:
  Word hash_ = kOffset;
};

using Fnv1a32 = Fnv1a<std::uint32_t, 0x811c9dc5U, 0x01000193U>;
using Fnv1a64 = Fnv1a<std::uint64_t, 0xcbf29ce484222325U, 0x100000001b3U>;

}  // namespace afterglow
