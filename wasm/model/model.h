// A model file, read in place.
//
//   Result<Model> model = Model::Open(bytes);   // O(sections); `bytes` must outlive the model
//   if (Status s = model.value().Verify(); !s.ok()) …   // O(bytes): the whole-file checksum
//   if (auto sku = model.value().Find("TENT-2P")) { … }
//
// Hostile bytes are refused by Open or Verify; where neither looked (a file opened without Verify),
// a damaged record reads as empty. No call reads outside `bytes`, loops without bound or fails
// otherwise. Every method is const and safe to call from several threads. Find, Neighbours, prior,
// popular, Probability and facts allocate nothing.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "model/cards.h"
#include "model/file_frame.h"
#include "model/graph.h"
#include "model/model_data.h"
#include "model/neighbour.h"
#include "model/settings.h"
#include "model/sku_index.h"
#include "model/statistics.h"

namespace afterglow {

struct Repurchase {
  float propensity = 0;                           // 0 to 1
  std::array<std::uint16_t, 3> days = {0, 0, 0};  // 25/50/75 % quantiles; 0 unknown
};

class Model {
 public:
  static Result<Model> Open(Bytes bytes);
  Status Verify() const { return file_.Verify(); }

  const Settings& settings() const { return settings_; }
  // 16 hexadecimal digits that name these bytes.
  std::string checksum_text() const;

  std::uint32_t sku_count() const { return skus_.count(); }
  std::optional<SkuId> Find(std::string_view sku) const { return skus_.Find(sku); }
  std::string SkuText(SkuId sku) const { return skus_.Text(sku); }

  // Fills `out` with the SKU's neighbours by falling weight, ties by rising SkuId; returns how
  // many.
  std::size_t Neighbours(SkuId sku, std::span<Neighbour, kMostNeighbours> out) const;
  // The same in the order of the file, by rising SkuId: what adding up scores needs, and faster.
  std::size_t UnrankedNeighbours(SkuId sku, std::span<Neighbour, kMostNeighbours> out) const {
    return graph_.Read(sku, out);
  }
  float prior(SkuId sku) const { return statistics_.prior(sku); }
  // The SKUs with the largest priors, best first, at most kMostPopular: what to show when nothing
  // is known.
  std::span<const SkuId> popular() const { return statistics_.popular(); }
  // Score -> probability of purchase within settings().window_days.
  float Probability(float score) const;
  Facts facts(SkuId sku) const { return cards_.facts(sku); }
  Card ReadCard(SkuId sku) const { return cards_.Read(sku, SkuText(sku)); }
  // The name of a Facts::category; empty for 0 or unknown.
  std::string CategoryText(std::uint32_t category) const { return cards_.CategoryText(category); }
  Repurchase repurchase(SkuId sku) const;

  // The bytes of a section that other folders own ("OFFR", "TMPL", "WORD"); empty when absent.
  Bytes Opaque(std::string_view tag) const { return file_.section(tag); }

  // Every section in file order, for `inspect`.
  struct SectionInfo {
    std::string tag;
    std::uint64_t offset, length;
  };
  std::vector<SectionInfo> sections() const;
  std::uint64_t edge_count() const { return graph_.edge_count(); }

 private:
  FileView file_;
  Settings settings_;
  std::vector<CalibrationKnot> calibration_;
  SkuIndex skus_;
  Graph graph_;
  Statistics statistics_;
  Cards cards_;
};

}  // namespace afterglow
