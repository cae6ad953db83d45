#include "decide/bucketing.h"

#include <string>

#include "base/fnv1a.h"
#include "base/sentence.h"
#include "base/utf8.h"

namespace afterglow {
namespace {

void AddUtf16(std::string_view text, Fnv1a32& hash) {
  while (!text.empty()) {
    const char32_t point = TakeUtf8(text).code_point;
    if (point >= 0x10000) hash.AddUnit(0xd800U + ((point - 0x10000U) >> 10U));
    hash.AddUnit(point >= 0x10000 ? 0xdc00U + ((point - 0x10000U) & 0x3ffU) : point);
  }
}

}  // namespace

std::uint32_t HashFnv32a(std::string_view text) {
  Fnv1a32 hash;
  AddUtf16(text, hash);
  return hash.value();
}

std::optional<double> Bucket(std::string_view seed, std::string_view value, int version) {
  if (version != 1 && version != 2) return std::nullopt;
  Fnv1a32 hash;
  AddUtf16(version == 2 ? seed : value, hash);
  AddUtf16(version == 2 ? value : seed, hash);
  if (version == 1) return hash.value() % 1000 / 1000.0;
  std::string decimal;
  AppendNumber(decimal, hash.value());
  return HashFnv32a(decimal) % 10000 / 10000.0;
}

std::string_view ArmOf(std::string_view experiment_key, std::string_view unit,
                       float holdout_share) {
  if (unit.empty() || holdout_share <= 0) return "treatment";
  // The decimal number that the shop wrote, not its nearest float: buckets stand on such edges.
  const auto millionths = static_cast<std::int32_t>(static_cast<double>(holdout_share) * 1e6 + 0.5);
  // The holdout's range is the first: it begins at 0 and is as wide as its weight.
  return *Bucket(experiment_key, unit, 2) < millionths / 1e6 ? "holdout" : "treatment";
}

}  // namespace afterglow
