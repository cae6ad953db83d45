// Gives each of a set of keys, known by their hashes, a place of its own: a lookup has one
// candidate, for little more than three bits per key.
//
// After Pibiri and Trani, "PTHash" (SIGIR 2021): half of a hash picks a bucket of about five keys,
// and each bucket has a pilot, sought when the table is made, with which none of its keys falls on
// the place of another key.
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "model/section_reader.h"

namespace afterglow {

class PerfectHash {
 public:
  struct Written {
    std::vector<std::uint8_t> bytes;
    std::vector<std::uint32_t> places;  // [i] of hashes[i], all different
    std::uint32_t place_count = 0;      // somewhat more than there are hashes
  };
  // Precondition: the hashes are distinct.
  static Written Write(std::span<const std::uint64_t> hashes);
  // Becomes the table of `count` keys that `reader` stands before.
  void Take(SectionReader& reader, std::uint32_t count);

  std::uint32_t place_count() const { return place_count_; }
  // Below place_count(); 0 where that is 0. Of a key that is not in the table any place.
  // Precondition: Take read a table of at least one key.
  std::uint32_t PlaceOf(std::uint64_t hash) const {
    std::uint16_t pilot;  // NOLINT: read from the table
    const std::uint64_t bucket = Reduce(hash >> 32U, bucket_count_);
    std::memcpy(&pilot, pilots_.data() + bucket * sizeof(pilot), sizeof(pilot));
    return PlaceOf(hash, pilot, place_count_);
  }

 private:
  // 0 to 2^32 - 1 to 0 to count - 1.
  static std::uint32_t Reduce(std::uint64_t number, std::uint64_t count) {
    return static_cast<std::uint32_t>((number * count) >> 32U);
  }
  static std::uint32_t PlaceOf(std::uint64_t hash, std::uint16_t pilot, std::uint32_t count) {
    const std::uint64_t mixed = (hash ^ pilot * kPilotFactor) * kMixFactor;
    return Reduce(mixed >> 32U, count);
  }
  static std::optional<Written> TryWrite(std::span<const std::uint64_t> hashes,
                                         std::uint32_t place_count);

  // Large odd numbers: 2^64 over the golden ratio, and the second prime of XXH64.
  static constexpr std::uint64_t kPilotFactor = 0x9e3779b97f4a7c15;
  static constexpr std::uint64_t kMixFactor = 0xc2b2ae3d27d4eb4f;

  std::uint32_t place_count_ = 0, bucket_count_ = 0;
  Bytes pilots_;  // two bytes each
};

}  // namespace afterglow
