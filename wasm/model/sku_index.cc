#include "model/sku_index.h"

#include "model/bit_stream.h"
#include "model/checksum.h"

namespace afterglow {

std::uint64_t SkuIndex::Hash(std::string_view sku) { return Xxh64(AsBytes(sku), 0); }

std::vector<std::uint8_t> SkuIndex::Write(std::span<const std::string> skus) {
  std::vector<std::uint64_t> hashes;
  for (const std::string& sku : skus) hashes.push_back(Hash(sku));
  const PerfectHash::Written places = PerfectHash::Write(hashes);
  // A free place names no SKU.
  const auto count = static_cast<std::uint32_t>(skus.size());
  std::vector<std::uint32_t> ids(places.place_count, count);
  for (std::uint32_t id = 0; id < count; ++id) ids[places.places[id]] = id;
  BitWriter bits;
  for (const std::uint32_t id : ids) bits.Put(id, WidthOf(count));
  const std::vector<std::string_view> texts(skus.begin(), skus.end());
  std::vector<std::uint8_t> out;
  Append(out, count);
  for (const auto& part : {places.bytes, bits.Take(), TextTable::Write(texts, {})}) {
    out.insert(out.end(), part.begin(), part.end());
  }
  return out;
}

bool SkuIndex::Open(Bytes section) {
  SectionReader reader(section);
  reader.TakeInto(count_);
  places_.Take(reader, count_);
  id_width_ = WidthOf(count_);
  reader.TakeInto(ids_, PackedSize(places_.place_count(), id_width_));
  texts_.Take(reader, count_);
  return reader.AtEnd();
}

std::optional<std::uint32_t> SkuIndex::Find(std::string_view sku) const {
  if (sku.empty() || sku.size() > kLongestIndexedSku || count_ == 0) return std::nullopt;
  const std::uint64_t place = places_.PlaceOf(Hash(sku));
  const auto id =
      static_cast<std::uint32_t>(LowBits(BitsAt(ids_.data(), place * id_width_), id_width_));
  if (!texts_.Equals(id, sku)) return std::nullopt;  // nor is there a text `count_`
  return id;
}

}  // namespace afterglow
