#include "model/perfect_hash.h"

#include <algorithm>
#include <numeric>

namespace afterglow {
namespace {

// With these a table of a hundred thousand keys has a free place for every two hundred of them;
// larger buckets take fewer bytes and want more free places and time.
constexpr std::uint32_t kKeysPerBucket = 5, kPilots = 65536;
// A table that cannot be made is tried again with a free place more for so many keys.
constexpr std::uint32_t kKeysPerFreePlace = 200;

std::uint32_t BucketCount(std::uint64_t keys) {
  return static_cast<std::uint32_t>((keys + kKeysPerBucket - 1) / kKeysPerBucket);
}

}  // namespace

// Nothing when a bucket finds no pilot.
std::optional<PerfectHash::Written> PerfectHash::TryWrite(std::span<const std::uint64_t> hashes,
                                                          std::uint32_t place_count) {
  std::vector<std::vector<std::uint32_t>> buckets(BucketCount(hashes.size()));
  for (std::uint32_t i = 0; i < hashes.size(); ++i) {
    buckets[Reduce(hashes[i] >> 32U, buckets.size())].push_back(i);
  }
  // Large buckets first, while there is room.
  std::vector<std::uint32_t> order(buckets.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return buckets[a].size() > buckets[b].size();
  });
  Written written = {{}, std::vector<std::uint32_t>(hashes.size()), place_count};
  std::vector<std::uint16_t> pilots(buckets.size());
  std::vector<bool> taken(place_count, false);
  for (const std::uint32_t b : order) {
    const std::vector<std::uint32_t>& keys = buckets[b];
    std::size_t placed = 0;
    for (std::uint32_t pilot = 0; placed < keys.size(); ++pilot) {
      if (pilot == kPilots) return std::nullopt;
      pilots[b] = static_cast<std::uint16_t>(pilot);
      while (placed > 0) taken[written.places[keys[--placed]]] = false;
      for (; placed < keys.size(); ++placed) {
        const std::uint32_t place = PlaceOf(hashes[keys[placed]], pilots[b], place_count);
        if (taken[place]) break;
        taken[place] = true;
        written.places[keys[placed]] = place;
      }
    }
  }
  Append(written.bytes, place_count);
  for (const std::uint16_t pilot : pilots) Append(written.bytes, pilot);
  return written;
}

PerfectHash::Written PerfectHash::Write(std::span<const std::uint64_t> hashes) {
  const auto count = static_cast<std::uint32_t>(hashes.size());
  for (std::uint32_t places = count;; places += 1 + count / kKeysPerFreePlace) {
    if (std::optional<Written> written = TryWrite(hashes, places)) return std::move(*written);
  }
}

void PerfectHash::Take(SectionReader& reader, std::uint32_t count) {
  reader.TakeInto(place_count_);
  bucket_count_ = BucketCount(count);
  reader.TakeInto(pilots_, sizeof(std::uint16_t) * std::uint64_t{bucket_count_});
}

}  // namespace afterglow
