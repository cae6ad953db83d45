#include "model/model_part.h"

#include "base/sentence.h"
#include "model/bit_stream.h"

namespace afterglow {

Status ModelPart::Open(const FileView& file, Bytes categories,
                       std::optional<std::uint32_t> whole_count) {
  const auto damaged = [](const char* what) {
    return Error{ErrorCode::kBadModel, Sentence() << "the model's " << what << " is damaged", 0};
  };
  if (!skus.Open(file.section("SKUS"))) return damaged("SKU index");
  const std::uint32_t count = skus.count();
  std::optional<Graph> opened = Graph::Open(file.section("EDGE"), count);
  if (!opened) return damaged("co-purchase graph");
  graph = std::move(*opened);
  if (!statistics.Open(file.section("STAT"), count)) return damaged("table of SKU statistics");
  if (!cards.Open(file.section("FACT"), categories, file.section("CARD"), count)) {
    return damaged("table of product cards");
  }

  if (!whole_count) return Nothing{};
  ids = file.section("GIDS");
  id_width = WidthOf(*whole_count);
  bool rising = count <= *whole_count && ids.size() == PackedSize(count, id_width);
  for (std::uint32_t i = 0; rising && i < count; ++i) {
    rising = Id(i) < *whole_count && (i == 0 || Id(i - 1) < Id(i));
  }
  if (!rising) return damaged("list of SKU numbers");
  return Nothing{};
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
