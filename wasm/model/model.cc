#include "model/model.h"

#include <algorithm>

#include "model/calibration.h"
#include "model/settings_section.h"

namespace afterglow {

Result<Model> Model::Open(Bytes bytes) {
  Result<FileView> file = FileView::Open(bytes, FileKind::kModel);
  if (!file.ok()) return file.error();
  Model model;
  model.file_ = file.value();
  const auto damaged = [](const char* what) {
    return Error{ErrorCode::kBadModel, std::string("the model's ") + what + " is damaged", 0};
  };

  Result<Settings> settings = ReadSettings(model.file_.section("SETT"));
  if (!settings.ok()) return settings.error();
  model.settings_ = settings.value();

  Result<std::vector<CalibrationKnot>> knots = ReadCalibration(model.file_.section("CALI"));
  if (!knots.ok()) return knots.error();
  model.calibration_ = std::move(knots.value());

  const std::optional<SkuIndex> skus = SkuIndex::Open(model.file_.section("SKUS"));
  if (!skus) return damaged("SKU index");
  model.skus_ = *skus;

  const std::optional<Graph> graph = Graph::Open(model.file_.section("EDGE"), skus->count());
  if (!graph) return damaged("co-purchase graph");
  model.graph_ = *graph;

  std::optional<Statistics> statistics =
      Statistics::Open(model.file_.section("STAT"), skus->count());
  if (!statistics) return damaged("table of SKU statistics");
  model.statistics_ = std::move(*statistics);

  const std::optional<Cards> cards =
      Cards::Open(model.file_.section("FACT"), model.file_.section("CATG"),
                  model.file_.section("CARD"), skus->count());
  if (!cards) return damaged("table of product cards");
  model.cards_ = *cards;
  return model;
}

std::string Model::checksum_text() const {
  constexpr char kHex[] = "0123456789abcdef";
  std::string text(16, '0');
  std::uint64_t rest = file_.checksum();
  for (std::size_t i = text.size(); i-- > 0; rest >>= 4U) text[i] = kHex[rest & 15U];
  return text;
}

std::size_t Model::Neighbours(SkuId sku, std::span<Neighbour, kMostNeighbours> out) const {
  const std::size_t count = graph_.Read(sku, out);
  std::sort(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(count),
            [](const Neighbour& a, const Neighbour& b) {
              return a.weight != b.weight ? a.weight > b.weight : a.sku < b.sku;
            });
  return count;
}

float Model::Probability(float score) const { return Interpolate(calibration_, score); }

Repurchase Model::repurchase(SkuId sku) const {
  const SkuStatistics record = statistics_.Read(sku);
  return {record.repeat_propensity, record.repurchase_days};
}

std::vector<Model::SectionInfo> Model::sections() const {
  std::vector<SectionInfo> infos;
  for (const Section& section : file_.sections()) {
    infos.push_back(
        {std::string(section.tag.data(), section.tag.size()), section.offset, section.length});
  }
  return infos;
}

}  // namespace afterglow
