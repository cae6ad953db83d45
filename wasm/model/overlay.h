// A small file beside the model that a shop replaces many times a day: prices, stock, blocked SKUs,
// offers switched on or off, and for how long all that is true. SKUs are known by their text, so
// that it fits any build of the model; SKUs the model does not know do no harm.
//
//   Result<Overlay> overlay = Overlay::Open(bytes);     // `bytes` must outlive the overlay
//   if (overlay.value().ValidAt(now)) … overlay.value().Find("TENT-2P").blocked …
//
// Hostile bytes are refused by Open or Verify; without Verify a damaged record reads as unknown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"
#include "model/file_frame.h"
#include "model/integer_column.h"

namespace afterglow {

inline constexpr std::uint32_t kUnknownStock = 0xffffffffU;

// What the overlay says of a SKU; as it stands here: nothing.
struct OverlayEntry {
  std::int64_t price = -1;  // minor units of the model's currency; -1: the model's price
  std::uint32_t stock = kUnknownStock;  // pieces; 0: sold out
  bool blocked = false;                 // never to be offered
};

class Overlay {
 public:
  static Result<Overlay> Open(Bytes bytes);
  // The same into an empty overlay, in its place; after a failure it is of no use.
  Status Load(Bytes bytes);
  Status Verify() const { return file_.Verify(); }

  // Both inclusive; 0 in the file: no such limit.
  bool ValidAt(UnixSeconds now) const {
    return (valid_from_ == 0 || now >= valid_from_) && (valid_until_ == 0 || now <= valid_until_);
  }
  OverlayEntry Find(std::string_view sku) const;
  // By the XXH64 (seed 0) of the text.
  OverlayEntry FindByHash(std::uint64_t sku_hash) const;
  // Whether the offer is switched on; empty when the overlay does not mention it.
  std::optional<bool> OfferSwitch(std::string_view offer_id) const;
  std::optional<bool> OfferSwitchByHash(std::uint64_t id_hash) const;
  std::uint32_t sku_count() const { return skus_.count; }

 private:
  // Hashes of texts, rising, to look a text up in.
  struct Keys {
    std::uint32_t count = 0;
    Bytes hashes;
    std::optional<std::uint32_t> Find(std::uint64_t hash) const;
  };

  FileView file_;
  UnixSeconds valid_from_ = 0, valid_until_ = 0;
  Keys skus_, offers_;
  IntegerColumn prices_, stocks_, blocked_, switches_;
};

struct OverlayData {
  struct Sku {
    std::string sku;  // 1 to 128 bytes, distinct
    OverlayEntry entry;
  };
  struct Offer {
    std::string offer_id;  // distinct
    bool on;
  };
  UnixSeconds valid_from = 0, valid_until = 0;  // 0: no limit
  std::vector<Sku> skus;
  std::vector<Offer> offers;
};

// kBadOverlay when a text is empty, too long or there twice, a price below -1, or the end before
// the start. Deterministic; the order of SKUs and offers does not matter.
Result<std::vector<std::uint8_t>> WriteOverlay(const OverlayData& data);

}  // namespace afterglow
