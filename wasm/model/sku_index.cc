#include "model/sku_index.h"

#include <algorithm>

#include "model/bit_stream.h"
#include "model/checksum.h"

namespace afterglow {
namespace {

constexpr std::uint32_t kSkusPerBucket = 4;
constexpr unsigned kFingerprintBits = 3;

std::uint32_t BucketCount(std::uint64_t skus) {
  return static_cast<std::uint32_t>((skus + kSkusPerBucket - 1) / kSkusPerBucket);
}

struct Place {
  std::uint32_t bucket, fingerprint;
};

// The bucket by the upper half of the hash, the fingerprint by its lowest bits.
Place PlaceOf(std::string_view sku, std::uint32_t bucket_count) {
  const std::uint64_t hash = Xxh64(AsBytes(sku), 0);
  return {static_cast<std::uint32_t>(((hash >> 32U) * bucket_count) >> 32U),
          static_cast<std::uint32_t>(LowBits(hash, kFingerprintBits))};
}

}  // namespace

std::vector<std::uint8_t> SkuIndex::Write(std::span<const std::string> skus) {
  struct Entry {
    Place place;
    std::uint32_t id;
  };
  const std::uint32_t bucket_count = BucketCount(skus.size());
  std::vector<Entry> entries;
  std::vector<std::string_view> texts(skus.begin(), skus.end());
  std::vector<std::uint64_t> sizes(bucket_count, 0);
  for (std::uint32_t id = 0; id < skus.size(); ++id) {
    entries.push_back({PlaceOf(skus[id], bucket_count), id});
    ++sizes[entries.back().place.bucket];
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return a.place.bucket != b.place.bucket ? a.place.bucket < b.place.bucket : a.id < b.id;
  });
  const unsigned width = WidthOf(skus.size()) + kFingerprintBits;
  BitWriter bits;
  for (const Entry& entry : entries) {
    bits.Put(entry.place.fingerprint | (std::uint64_t{entry.id} << kFingerprintBits), width);
  }
  std::vector<std::uint8_t> out;
  Append(out, static_cast<std::uint32_t>(skus.size()));
  for (const auto& part : {StartTable::Write(sizes), bits.Take(), TextTable::Write(texts, {})}) {
    out.insert(out.end(), part.begin(), part.end());
  }
  return out;
}

bool SkuIndex::Open(Bytes section) {
  SectionReader reader(section);
  reader.TakeInto(count_);
  bucket_count_ = BucketCount(count_);
  entry_width_ = WidthOf(count_) + kFingerprintBits;
  buckets_.Take(reader, bucket_count_);
  reader.TakeInto(entries_, PackedSize(count_, entry_width_));
  texts_.Take(reader, count_);
  return reader.AtEnd();
}

std::optional<std::uint32_t> SkuIndex::Find(std::string_view sku) const {
  if (sku.empty() || sku.size() > kLongestIndexedSku || count_ == 0) return std::nullopt;
  const Place place = PlaceOf(sku, bucket_count_);
  const StartTable::Extent bucket = buckets_.Of(place.bucket);
  const auto end = std::min<std::uint64_t>(bucket.end, count_);
  for (std::uint64_t i = bucket.start; i < end; ++i) {
    const std::uint64_t entry = LowBits(BitsAt(entries_.data(), i * entry_width_), entry_width_);
    if (LowBits(entry, kFingerprintBits) != place.fingerprint) continue;
    const auto id = static_cast<std::uint32_t>(entry >> kFingerprintBits);
    if (id < count_ && texts_.Equals(id, sku)) return id;
  }
  return std::nullopt;
}

}  // namespace afterglow
