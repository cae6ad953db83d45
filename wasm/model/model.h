// A model file, read in place.
//
//   Result<Model> model = Model::Open(bytes);   // O(sections); `bytes` must outlive the model
//   if (Status s = model.value().Verify(); !s.ok()) …   // O(bytes): the whole-file checksum
//   if (auto sku = model.value().Find("TENT-2P")) { … }
//
// Hostile bytes are refused by Open or Verify; where neither looked (a file opened without Verify),
// a damaged record reads as empty. No call reads outside `bytes`, loops without bound or fails
// otherwise. Every method is const and safe to call from several threads.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/money.h"
#include "base/result.h"
#include "model/settings.h"

namespace afterglow {

// Position of a SKU in the model, 0 to sku_count() - 1. Not stable between builds.
using SkuId = std::uint32_t;

inline constexpr std::uint16_t kModelFormatVersion = 1;
inline constexpr std::size_t kMostNeighbours = 255;

struct Neighbour {
  SkuId sku;
  float weight;  // > 0
};

// What deciding needs of a candidate, without decompressing its texts.
struct Facts {
  std::int64_t price = -1;     // minor units of settings().currency; -1 unknown
  std::int64_t margin = -1;    // minor units; -1 unknown: use settings().margin_share
  std::uint32_t category = 0;  // 0 none; equal numbers, equal categories
};

// The texts of a SKU; empty where unknown.
struct Card {
  std::string title, url, image, category;
};

struct Repurchase {
  float propensity = 0;                           // 0 to 1
  std::array<std::uint16_t, 3> days = {0, 0, 0};  // 25/50/75 % quantiles; 0 unknown
};

class Model {
 public:
  static Result<Model> Open(Bytes bytes);
  Status Verify() const;

  const Settings& settings() const { return settings_; }
  // 16 hexadecimal digits that name these bytes.
  std::string checksum_text() const;

  std::uint32_t sku_count() const;
  std::optional<SkuId> Find(std::string_view sku) const;
  std::string SkuText(SkuId sku) const;

  // Fills `out` with the SKU's neighbours by falling weight; returns how many (≤ kMostNeighbours).
  std::size_t Neighbours(SkuId sku, std::span<Neighbour, kMostNeighbours> out) const;
  float prior(SkuId sku) const;
  // The SKUs with the largest priors, best first: what to show when nothing is known.
  std::span<const SkuId> popular() const;
  // Score -> probability of purchase within settings().window_days.
  float Probability(float score) const;
  Facts facts(SkuId sku) const;
  Card ReadCard(SkuId sku) const;
  // The name of a Facts::category; empty for 0 or unknown.
  std::string CategoryText(std::uint32_t category) const;
  Repurchase repurchase(SkuId sku) const;

  // The bytes of a section that other folders own ("OFFR", "TMPL", "WORD"); empty when absent.
  Bytes Opaque(std::string_view tag) const;

  // Every section in file order, for `inspect`.
  struct SectionInfo {
    std::string tag;
    std::uint64_t offset, length;
  };
  std::vector<SectionInfo> sections() const;
  std::uint64_t edge_count() const;

 private:
  Settings settings_;
};

}  // namespace afterglow
