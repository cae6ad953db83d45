#include "model/statistics.h"

#include <algorithm>

namespace afterglow {
namespace {

// A prior is one byte: 0, or 1 to 255 evenly on the bit patterns (nearly the logarithms) from the
// least to 1.
constexpr std::uint32_t kOne = BitCast<std::uint32_t>(1.0F);
constexpr std::uint32_t kPriorSteps = 254;
// Less than a millionth of the most popular counts as this.
constexpr float kLeastPrior = 0x1p-20F;

float PriorOf(std::uint32_t code, std::uint32_t least) {
  if (code == 0) return 0;
  const std::uint64_t above = std::uint64_t{kOne - least} * (code - 1) / kPriorSteps;
  return BitCast<float>(static_cast<std::uint32_t>(least + above));
}

std::uint32_t PriorCode(float prior, std::uint32_t least) {
  if (!(prior > 0)) return 0;
  const std::uint32_t pattern = std::max(BitCast<std::uint32_t>(prior), least);
  const std::uint32_t range = kOne - least;
  if (range == 0) return 1;
  return 1 + static_cast<std::uint32_t>((std::uint64_t{pattern - least} * kPriorSteps + range / 2) /
                                        range);
}

// Days are one byte: exact up to 60, then in steps of 3.7 %.
using Days = std::array<std::uint16_t, 256>;

constexpr void FillDays(Days& days) {
  std::uint32_t day = 0;
  for (std::uint16_t& of_code : days) {
    of_code = static_cast<std::uint16_t>(std::min(day, 65535U));
    day += day < 60 ? 1 : (day * 37 + 500) / 1000;
  }
}

// For writing. The reader makes its own: as data it would be the module's largest table.
constexpr Days kDays = [] {
  Days days = {};
  FillDays(days);
  return days;
}();
static_assert(kDays[255] == 65535);

std::uint32_t DaysCode(std::uint16_t days) {
  const auto above = std::lower_bound(kDays.begin(), kDays.end(), days);
  const bool below_is_nearer = above != kDays.begin() && days - *(above - 1) < *above - days;
  return static_cast<std::uint32_t>(above - kDays.begin()) - (below_is_nearer ? 1U : 0U);
}

}  // namespace

std::uint32_t Statistics::LeastPrior(std::span<const SkuStatistics> statistics) {
  std::uint32_t least = kOne;
  for (const SkuStatistics& record : statistics) {
    if (!(record.prior > 0)) continue;
    least = std::min(least, BitCast<std::uint32_t>(std::max(record.prior, kLeastPrior)));
  }
  return least;
}

std::vector<SkuId> Statistics::MostPopular(std::span<const SkuStatistics> statistics,
                                           std::size_t most) {
  std::vector<SkuId> popular;
  for (SkuId sku = 0; sku < statistics.size(); ++sku) {
    if (statistics[sku].prior > 0) popular.push_back(sku);
  }
  std::stable_sort(popular.begin(), popular.end(),
                   [&](SkuId a, SkuId b) { return statistics[a].prior > statistics[b].prior; });
  if (popular.size() > most) popular.resize(most);
  return popular;
}

std::vector<std::uint8_t> Statistics::Write(std::span<const SkuStatistics> statistics,
                                            std::uint32_t least, std::size_t most_popular) {
  const std::vector<SkuId> popular = MostPopular(statistics, std::min(most_popular, kMostPopular));
  std::vector<std::uint8_t> out;
  Append(out, static_cast<std::uint32_t>(popular.size()));
  for (const SkuId sku : popular) Append(out, sku);
  Append(out, least);
  std::vector<std::uint64_t> repeats;
  for (const SkuStatistics& record : statistics) {
    out.push_back(static_cast<std::uint8_t>(PriorCode(record.prior, least)));
    auto repeat = static_cast<std::uint32_t>(record.repeat_propensity * 255.0F + 0.5F);
    for (unsigned q = 0; q < 3; ++q) {
      repeat |= DaysCode(record.repurchase_days[q]) << (8 * (q + 1));
    }
    repeats.push_back(repeat);
  }
  const std::vector<std::uint8_t> column = IntegerColumn::Write(repeats);
  out.insert(out.end(), column.begin(), column.end());
  return out;
}

bool Statistics::Open(Bytes section, std::uint32_t sku_count) {
  SectionReader reader(section);
  sku_count_ = sku_count;
  const auto count = reader.Take<std::uint32_t>();
  reader.Require(count <= kMostPopular);
  const Bytes popular = reader.Take(std::uint64_t{count} * sizeof(SkuId));
  popular_count_ = popular.size() / sizeof(SkuId);
  if (!popular.empty()) std::memcpy(popular_.data(), popular.data(), popular.size());
  for (const SkuId sku : Popular()) reader.Require(sku < sku_count);
  const auto least = reader.Take<std::uint32_t>();
  reader.Require(least <= kOne);
  for (std::uint32_t code = 0; code < prior_values_.size(); ++code) {
    prior_values_[code] = PriorOf(code, least);
  }
  FillDays(days_);
  reader.TakeInto(priors_, sku_count);
  repeats_.Take(reader, sku_count);
  return reader.AtEnd();
}

SkuStatistics Statistics::Read(SkuId sku) const {
  if (sku >= sku_count_) return {};
  const std::uint64_t repeat = repeats_[sku];
  SkuStatistics record;
  record.prior = prior(sku);
  record.repeat_propensity = static_cast<float>(repeat & 0xffU) / 255.0F;
  for (unsigned q = 0; q < 3; ++q) {
    record.repurchase_days[q] = days_[(repeat >> (8 * (q + 1))) & 0xffU];
  }
  return record;
}

}  // namespace afterglow
