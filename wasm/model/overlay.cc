#include "model/overlay.h"

#include "model/checksum.h"

namespace afterglow {

Status Overlay::Load(Bytes bytes) {
  Status opened = file_.Open(bytes, FileKind::kOverlay);
  if (!opened.ok()) return opened;
  const auto take_keys = [](SectionReader& reader, Keys& keys) {
    reader.TakeInto(keys.count);
    reader.TakeInto(keys.hashes, std::uint64_t{keys.count} * 8);
  };
  SectionReader time(file_.section("TIME")), skus(file_.section("SKUO")),
      offers(file_.section("OFFS"));
  time.TakeInto(valid_from_);
  time.TakeInto(valid_until_);
  take_keys(skus, skus_);
  for (IntegerColumn* column : {&prices_, &stocks_, &blocked_}) column->Take(skus, skus_.count);
  take_keys(offers, offers_);
  switches_.Take(offers, offers_.count);
  if (time.good() && skus.AtEnd() && offers.AtEnd()) return opened;
  return Error{ErrorCode::kBadOverlay, "the overlay's sections do not fit together: make it again",
               0};
}

Result<Overlay> Overlay::Open(Bytes bytes) {
  Overlay overlay;
  const Status loaded = overlay.Load(bytes);
  if (!loaded.ok()) return loaded.error();
  return overlay;
}

std::optional<std::uint32_t> Overlay::Keys::Find(std::uint64_t wanted) const {
  const auto hash = [&](std::uint32_t i) {
    return ReadAt<std::uint64_t>(hashes, std::size_t{i} * 8).value_or(0);
  };
  std::uint32_t low = 0, high = count;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (hash(middle) < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low < count && hash(low) == wanted) return low;
  return std::nullopt;
}

OverlayEntry Overlay::Find(std::string_view sku) const {
  return FindByHash(Xxh64(AsBytes(sku), 0));
}

OverlayEntry Overlay::FindByHash(std::uint64_t sku_hash) const {
  const std::optional<std::uint32_t> at = skus_.Find(sku_hash);
  if (!at) return {};
  OverlayEntry entry;
  // Unknown is stored as 0, everything else one higher.
  entry.price = static_cast<std::int64_t>(prices_[*at] - 1);
  if (entry.price < -1) entry.price = -1;
  entry.stock = static_cast<std::uint32_t>(stocks_[*at] - 1);
  entry.blocked = blocked_[*at] != 0;
  return entry;
}

std::optional<bool> Overlay::OfferSwitch(std::string_view offer_id) const {
  return OfferSwitchByHash(Xxh64(AsBytes(offer_id), 0));
}

std::optional<bool> Overlay::OfferSwitchByHash(std::uint64_t id_hash) const {
  const std::optional<std::uint32_t> at = offers_.Find(id_hash);
  if (!at) return std::nullopt;
  return switches_[*at] != 0;
}

}  // namespace afterglow
