#include "model/statistics.h"

#include <algorithm>
#include <numeric>

namespace afterglow {

std::vector<std::uint8_t> Statistics::Write(std::span<const SkuStatistics> statistics) {
  std::vector<SkuId> popular(statistics.size());
  std::iota(popular.begin(), popular.end(), 0U);
  std::stable_sort(popular.begin(), popular.end(),
                   [&](SkuId a, SkuId b) { return statistics[a].prior > statistics[b].prior; });
  while (!popular.empty() &&
         (popular.size() > kMostPopular || !(statistics[popular.back()].prior > 0))) {
    popular.pop_back();
  }
  std::vector<std::uint8_t> out;
  Append(out, static_cast<std::uint32_t>(popular.size()));
  for (const SkuId sku : popular) Append(out, sku);
  for (const SkuStatistics& record : statistics) {
    Append(out, record.prior);
    Append(out, record.repeat_propensity);
    Append(out, record.repurchase_days);
  }
  return out;
}

namespace {
constexpr std::size_t kRecordSize = 4 + 4 + 6;
}

std::optional<Statistics> Statistics::Open(Bytes section, std::uint32_t sku_count) {
  const std::optional<std::uint32_t> popular = ReadAt<std::uint32_t>(section, 0);
  if (!popular || *popular > kMostPopular) return std::nullopt;
  const std::uint64_t records_at = 4 + std::uint64_t{*popular} * 4;
  const std::optional<Bytes> records =
      Slice(section, records_at, std::uint64_t{sku_count} * kRecordSize);
  if (!records || records_at + records->size() != section.size()) return std::nullopt;
  Statistics result;
  result.records_ = *records;
  result.popular_.resize(*popular);
  for (std::size_t i = 0; i < *popular; ++i) {
    result.popular_[i] = *ReadAt<SkuId>(section, 4 + i * 4);
    if (result.popular_[i] >= sku_count) return std::nullopt;
  }
  return result;
}

SkuStatistics Statistics::Read(SkuId sku) const {
  const std::size_t at = std::size_t{sku} * kRecordSize;
  const std::optional<Bytes> bytes = Slice(records_, at, kRecordSize);
  if (!bytes) return {};
  SkuStatistics record;
  record.prior = *ReadAt<float>(*bytes, 0);
  record.repeat_propensity = *ReadAt<float>(*bytes, 4);
  record.repurchase_days = *ReadAt<std::array<std::uint16_t, 3>>(*bytes, 8);
  // Written so that NaN reads as 0.
  if (!(record.prior >= 0 && record.prior <= 1)) record.prior = 0;
  if (!(record.repeat_propensity >= 0 && record.repeat_propensity <= 1)) {
    record.repeat_propensity = 0;
  }
  return record;
}

}  // namespace afterglow
