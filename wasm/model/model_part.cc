#include "model/model_part.h"

#include "model/bit_stream.h"

namespace afterglow {

Result<ModelPart> ModelPart::Open(const FileView& file, Bytes categories,
                                  std::optional<std::uint32_t> whole_count) {
  const auto damaged = [](const char* what) {
    return Error{ErrorCode::kBadModel, std::string("the model's ") + what + " is damaged", 0};
  };
  ModelPart part;
  const std::optional<SkuIndex> skus = SkuIndex::Open(file.section("SKUS"));
  if (!skus) return damaged("SKU index");
  part.skus = *skus;
  const std::uint32_t count = part.skus.count();

  std::optional<Graph> graph = Graph::Open(file.section("EDGE"), count);
  if (!graph) return damaged("co-purchase graph");
  part.graph = std::move(*graph);

  std::optional<Statistics> statistics = Statistics::Open(file.section("STAT"), count);
  if (!statistics) return damaged("table of SKU statistics");
  part.statistics = std::move(*statistics);

  const std::optional<Cards> cards =
      Cards::Open(file.section("FACT"), categories, file.section("CARD"), count);
  if (!cards) return damaged("table of product cards");
  part.cards = *cards;

  if (whole_count) {
    part.ids = file.section("GIDS");
    part.id_width = WidthOf(*whole_count);
    if (count > *whole_count || part.ids.size() != PackedSize(count, part.id_width)) {
      return damaged("list of SKU numbers");
    }
    for (std::uint32_t i = 0; i < count; ++i) {
      if (part.Id(i) >= *whole_count || (i > 0 && part.Id(i - 1) >= part.Id(i))) {
        return damaged("list of SKU numbers");
      }
    }
  }
  return part;
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
