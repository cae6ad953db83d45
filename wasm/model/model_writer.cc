#include "model/model_writer.h"

#include "model/calibration.h"
#include "model/cards.h"
#include "model/file_frame.h"
#include "model/graph.h"
#include "model/settings_section.h"
#include "model/sku_index.h"
#include "model/statistics.h"

namespace afterglow {

Result<std::vector<std::uint8_t>> WriteModel(const ModelData& data) {
  const Result<OrderedModel> ordered = OrderModel(data);
  if (!ordered.ok()) return ordered.error();
  return WriteModel(ordered.value(), data);
}

Result<std::vector<std::uint8_t>> WriteModel(const OrderedModel& ordered, const ModelData& data) {
  FileWriter file;
  file.Add("SETT", WriteSettings(data.settings));
  file.Add("CALI", WriteCalibration(data.calibration));
  file.Add("SKUS", SkuIndex::Write(ordered.skus));
  file.Add("EDGE", WriteGraph(ordered.lists, LearnWeightLevels(ordered.lists)));
  file.Add("STAT", Statistics::Write(ordered.statistics, Statistics::LeastPrior(ordered.statistics),
                                     kMostPopular));
  const std::vector<std::string> categories = Cards::CategoryNames(ordered.cards);
  CardSections cards = Cards::Write(ordered.cards, ordered.skus, categories);
  file.Add("FACT", std::move(cards.facts));
  file.Add("CATG", Cards::WriteCategories(categories));
  file.Add("CARD", std::move(cards.texts));
  for (const OpaqueSection& section : data.opaque) {
    file.Add(std::string_view(section.tag.data(), section.tag.size()), section.bytes);
  }
  return file.Finish(FileKind::kModel);
}

}  // namespace afterglow
