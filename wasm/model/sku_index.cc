#include "model/sku_index.h"

namespace afterglow {

std::vector<std::uint8_t> SkuIndex::Write(std::span<const std::string> skus) {
  std::vector<std::uint8_t> out;
  Append(out, static_cast<std::uint32_t>(skus.size()));
  std::uint32_t end = 0;
  for (const std::string& sku : skus) {
    end += static_cast<std::uint32_t>(sku.size());
    Append(out, end);
  }
  for (const std::string& sku : skus) AppendText(out, sku);
  return out;
}

std::optional<SkuIndex> SkuIndex::Open(Bytes section) {
  const std::optional<std::uint32_t> count = ReadAt<std::uint32_t>(section, 0);
  if (!count) return std::nullopt;
  const std::optional<Bytes> ends = Slice(section, 4, std::uint64_t{*count} * 4);
  if (!ends) return std::nullopt;
  SkuIndex index;
  index.count_ = *count;
  index.ends_ = *ends;
  index.texts_ = section.subspan(4 + ends->size());
  return index;
}

std::string_view SkuIndex::Text(std::uint32_t id) const {
  if (id >= count_) return {};
  const std::uint32_t begin =
      id == 0 ? 0 : *ReadAt<std::uint32_t>(ends_, (std::size_t{id} - 1) * 4);
  const std::uint32_t end = *ReadAt<std::uint32_t>(ends_, std::size_t{id} * 4);
  if (end < begin) return {};
  return AsText(Slice(texts_, begin, end - begin).value_or(Bytes()));
}

std::optional<std::uint32_t> SkuIndex::Find(std::string_view sku) const {
  std::uint32_t low = 0, high = count_;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (Text(middle) < sku) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low < count_ && Text(low) == sku && !sku.empty()) return low;
  return std::nullopt;
}

}  // namespace afterglow
