#include <algorithm>

#include "model/checksum.h"
#include "model/overlay.h"
#include "model/sku_index.h"

namespace afterglow {
namespace {

struct Key {
  std::uint64_t hash;
  std::size_t index;
};

Error Refuse(std::string why) { return {ErrorCode::kBadOverlay, std::move(why), 0}; }

// Texts by rising hash; the first that is there twice is `twice`.
std::vector<Key> SortedKeys(const std::vector<std::string_view>& texts, std::string& twice) {
  std::vector<Key> keys;
  for (std::size_t i = 0; i < texts.size(); ++i) keys.push_back({Xxh64(AsBytes(texts[i]), 0), i});
  std::sort(keys.begin(), keys.end(), [](const Key& a, const Key& b) { return a.hash < b.hash; });
  for (std::size_t i = 1; i < keys.size() && twice.empty(); ++i) {
    if (keys[i - 1].hash == keys[i].hash) twice = texts[keys[i].index];
  }
  return keys;
}

void AppendKeys(std::vector<std::uint8_t>& out, const std::vector<Key>& keys) {
  Append(out, static_cast<std::uint32_t>(keys.size()));
  for (const Key& key : keys) Append(out, key.hash);
}

void AppendColumn(std::vector<std::uint8_t>& out, const std::vector<std::uint64_t>& values) {
  const std::vector<std::uint8_t> column = IntegerColumn::Write(values);
  out.insert(out.end(), column.begin(), column.end());
}

}  // namespace

Result<std::vector<std::uint8_t>> WriteOverlay(const OverlayData& data) {
  if (data.valid_until != 0 && data.valid_until < data.valid_from) {
    return Refuse("the overlay ends before it starts");
  }
  std::vector<std::string_view> skus, offers;
  for (const OverlayData::Sku& sku : data.skus) {
    if (sku.sku.empty() || sku.sku.size() > kLongestIndexedSku) {
      return Refuse("SKU \"" + sku.sku.substr(0, kLongestIndexedSku) + "\" has " +
                    std::to_string(sku.sku.size()) + " bytes, 1 to 128 are allowed");
    }
    if (sku.entry.price < -1) return Refuse("SKU \"" + sku.sku + "\" has a negative price");
    skus.push_back(sku.sku);
  }
  for (const OverlayData::Offer& offer : data.offers) {
    if (offer.offer_id.empty()) return Refuse("an offer to be switched has an empty id");
    offers.push_back(offer.offer_id);
  }
  std::string twice;
  const std::vector<Key> sku_keys = SortedKeys(skus, twice);
  if (!twice.empty()) return Refuse("SKU \"" + twice + "\" is there twice");
  const std::vector<Key> offer_keys = SortedKeys(offers, twice);
  if (!twice.empty()) return Refuse("offer \"" + twice + "\" is there twice");

  std::vector<std::uint64_t> prices, stocks, blocked, switches;
  for (const Key& key : sku_keys) {
    const OverlayEntry& entry = data.skus[key.index].entry;
    prices.push_back(static_cast<std::uint64_t>(entry.price) + 1);
    // The unknown stock wraps round to 0.
    stocks.push_back(static_cast<std::uint32_t>(entry.stock + 1));
    blocked.push_back(entry.blocked ? 1 : 0);
  }
  for (const Key& key : offer_keys) switches.push_back(data.offers[key.index].on ? 1 : 0);

  FileWriter file;
  std::vector<std::uint8_t> time, sku_section, offer_section;
  Append(time, data.valid_from);
  Append(time, data.valid_until);
  AppendKeys(sku_section, sku_keys);
  for (const auto* column : {&prices, &stocks, &blocked}) AppendColumn(sku_section, *column);
  AppendKeys(offer_section, offer_keys);
  AppendColumn(offer_section, switches);
  file.Add("TIME", std::move(time));
  file.Add("SKUO", std::move(sku_section));
  file.Add("OFFS", std::move(offer_section));
  return file.Finish(FileKind::kOverlay);
}

}  // namespace afterglow
