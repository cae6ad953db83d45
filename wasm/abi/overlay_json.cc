#include "abi/overlay_json.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "base/money.h"

using nlohmann::json;

namespace afterglow {
namespace {

// One entry of the overlay's JSON; nothing when it is not of the documented shape.
std::optional<OverlayData::Sku> ReadOverlaySku(const json& entry, const Currency& currency) {
  if (!entry.is_object() || !entry.contains("sku") || !entry["sku"].is_string()) return {};
  OverlayData::Sku sku;
  sku.sku = entry["sku"].get<std::string>();
  if (entry.contains("price")) {
    if (!entry["price"].is_string()) return {};
    const auto price = ParseDecimal(entry["price"].get<std::string>(), currency.exponent());
    if (!price || *price < 0) return {};
    sku.entry.price = *price;
  }
  if (entry.contains("stock")) {
    const json& stock = entry["stock"];
    if (!stock.is_number_unsigned() || stock.get<std::uint64_t>() >= kUnknownStock) return {};
    sku.entry.stock = stock.get<std::uint32_t>();
  }
  if (entry.contains("blocked")) {
    if (!entry["blocked"].is_boolean()) return {};
    sku.entry.blocked = entry["blocked"].get<bool>();
  }
  return sku;
}

std::optional<OverlayData::Offer> ReadOverlayOffer(const json& entry) {
  if (!entry.is_object() || !entry.contains("offer_id") || !entry.contains("on")) return {};
  if (!entry["offer_id"].is_string() || !entry["on"].is_boolean()) return {};
  return OverlayData::Offer{entry["offer_id"].get<std::string>(), entry["on"].get<bool>()};
}

Error BadOverlay(std::string message) { return {ErrorCode::kBadOverlay, std::move(message), 0}; }

}  // namespace

Result<OverlayData> ReadOverlay(std::string_view text) {
  const json root = json::parse(text.begin(), text.end(), nullptr, false);
  if (!root.is_object()) return BadOverlay("overlay: expected one JSON object");
  OverlayData data;
  std::optional<Currency> currency = Currency();  // not named: prices have two decimals
  if (root.contains("currency")) {
    const json& named = root["currency"];
    currency = named.is_string() ? Currency::Parse(named.get<std::string>()) : std::nullopt;
  }
  if (!currency) return BadOverlay("overlay.currency: expected three letters by ISO 4217");
  data.valid_from = root.value("valid_from", UnixSeconds{0});
  data.valid_until = root.value("valid_until", UnixSeconds{0});
  for (const json& entry : root.value("skus", json::array())) {
    std::optional<OverlayData::Sku> sku = ReadOverlaySku(entry, *currency);
    if (!sku)
      return BadOverlay("overlay.skus: expected {sku, price, stock, blocked}, got " + entry.dump());
    data.skus.push_back(std::move(*sku));
  }
  for (const json& entry : root.value("offers", json::array())) {
    std::optional<OverlayData::Offer> offer = ReadOverlayOffer(entry);
    if (!offer) return BadOverlay("overlay.offers: expected {offer_id, on}, got " + entry.dump());
    data.offers.push_back(std::move(*offer));
  }
  return data;
}

}  // namespace afterglow
