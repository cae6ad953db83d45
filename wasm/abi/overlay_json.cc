#include "abi/overlay_json.h"

#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/money.h"

using nlohmann::json;

namespace afterglow {
namespace {

// The object's member, or null: nothing here may ask a value for another type than it has, which
// would end the program.
const json& Member(const json& object, const char* key) {
  static const json absent;
  const auto at = object.find(key);
  return at == object.end() ? absent : *at;
}

// One entry of the overlay's JSON; nothing when it is not of the documented shape.
std::optional<OverlayData::Sku> ReadOverlaySku(const json& entry, const Currency& currency) {
  const json& name = Member(entry, "sku");
  if (!name.is_string()) return {};
  OverlayData::Sku sku;
  sku.sku = name.get<std::string>();
  if (const json& told = Member(entry, "price"); !told.is_null()) {
    if (!told.is_string()) return {};
    const auto price = ParseDecimal(told.get<std::string>(), currency.exponent());
    if (!price || *price < 0) return {};
    sku.entry.price = *price;
  }
  if (const json& stock = Member(entry, "stock"); !stock.is_null()) {
    if (!stock.is_number_unsigned() || stock.get<std::uint64_t>() >= kUnknownStock) return {};
    sku.entry.stock = stock.get<std::uint32_t>();
  }
  if (const json& blocked = Member(entry, "blocked"); !blocked.is_null()) {
    if (!blocked.is_boolean()) return {};
    sku.entry.blocked = blocked.get<bool>();
  }
  return sku;
}

std::optional<OverlayData::Offer> ReadOverlayOffer(const json& entry) {
  const json& name = Member(entry, "offer_id");
  const json& on = Member(entry, "on");
  if (!name.is_string() || !on.is_boolean()) return {};
  return OverlayData::Offer{name.get<std::string>(), on.get<bool>()};
}

Error BadOverlay(std::string message) { return {ErrorCode::kBadOverlay, std::move(message), 0}; }

Status ReadSeconds(const json& root, const char* key, UnixSeconds* out) {
  const json& told = Member(root, key);
  if (told.is_null()) return Nothing{};
  constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<UnixSeconds>::max());
  const bool fits = told.is_number_integer() &&
                    (!told.is_number_unsigned() || told.get<std::uint64_t>() <= kMost);
  if (!fits) return BadOverlay(std::string("overlay.") + key + ": expected Unix seconds");
  *out = told.get<UnixSeconds>();
  return Nothing{};
}

// Reads the list under `key`, entry by entry; an absent list is empty.
template <typename Entry, typename Read>
Status ReadList(const json& root, const char* key, const char* shape, Read read,
                std::vector<Entry>* out) {
  const json& list = Member(root, key);
  if (list.is_null()) return Nothing{};
  const std::string path = std::string("overlay.") + key;
  if (!list.is_array()) return BadOverlay(path + ": expected a list of " + shape);
  for (std::size_t i = 0; i < list.size(); ++i) {
    std::optional<Entry> entry = read(list[i]);
    if (!entry) return BadOverlay(path + "." + std::to_string(i) + ": expected " + shape);
    out->push_back(std::move(*entry));
  }
  return Nothing{};
}

}  // namespace

Result<OverlayData> ReadOverlay(std::string_view text) {
  const json root = json::parse(text.begin(), text.end(), nullptr, false);
  if (!root.is_object()) return BadOverlay("overlay: expected one JSON object");
  OverlayData data;
  std::optional<Currency> currency = Currency();  // not named: prices have two decimals
  if (const json& named = Member(root, "currency"); !named.is_null()) {
    currency = named.is_string() ? Currency::Parse(named.get<std::string>()) : std::nullopt;
  }
  if (!currency) return BadOverlay("overlay.currency: expected three letters by ISO 4217");
  if (Status s = ReadSeconds(root, "valid_from", &data.valid_from); !s.ok()) return s.error();
  if (Status s = ReadSeconds(root, "valid_until", &data.valid_until); !s.ok()) return s.error();
  const auto sku = [&](const json& entry) { return ReadOverlaySku(entry, *currency); };
  Status read = ReadList(root, "skus", "{sku, price, stock, blocked}", sku, &data.skus);
  if (!read.ok()) return read.error();
  read = ReadList(root, "offers", "{offer_id, on}", ReadOverlayOffer, &data.offers);
  if (!read.ok()) return read.error();
  return data;
}

}  // namespace afterglow
