#include "model/model_part.h"

#include "base/sentence.h"
#include "model/bit_stream.h"

namespace afterglow {

Status ModelPart::Open(const FileView& file, Bytes categories,
                       std::optional<std::uint32_t> whole_count) {
  // The first that does not hold together, and what comes after it is not looked at.
  const char* const damaged =
      !skus.Open(file.section("SKUS"))                       ? "SKU index"
      : !graph.Open(file.section("EDGE"), skus.count())      ? "co-purchase graph"
      : !statistics.Open(file.section("STAT"), skus.count()) ? "table of SKU statistics"
      : !cards.Open(file.section("FACT"), categories, file.section("CARD"), skus.count())
          ? "table of product cards"
      : whole_count && !OpenIds(file.section("GIDS"), *whole_count) ? "list of SKU numbers"
                                                                    : nullptr;
  if (damaged == nullptr) return Nothing{};
  return Error{ErrorCode::kBadModel, Sentence() << "the model's " << damaged << " is damaged", 0};
}

bool ModelPart::OpenIds(Bytes section, std::uint32_t whole_count) {
  const std::uint32_t count = skus.count();
  ids = section;
  id_width = WidthOf(whole_count);
  bool rising = count <= whole_count && ids.size() == PackedSize(count, id_width);
  for (std::uint32_t i = 0; rising && i < count; ++i) {
    rising = Id(i) < whole_count && (i == 0 || Id(i - 1) < Id(i));
  }
  return rising;
}

SkuId ModelPart::Id(std::uint32_t local) const {
  return static_cast<SkuId>(PackedField(ids, local, id_width));
}

std::optional<std::uint32_t> ModelPart::Local(SkuId id) const {
  std::uint32_t low = 0, high = skus.count();
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (Id(middle) < id) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low < skus.count() && Id(low) == id) return low;
  return std::nullopt;
}

}  // namespace afterglow
