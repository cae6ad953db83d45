#include "abi/trainer_report.h"

#include <cstdint>

#include "base/json_writer.h"
#include "model/model.h"

namespace afterglow {

std::string Describe(const Learned& learned) {
  std::uint64_t edges = 0;
  for (const auto& row : learned.neighbours) edges += row.size();
  JsonWriter out;
  out.BeginObject();
  out.Key("edges").Unsigned(edges);
  out.Key("calibration_knots").Unsigned(learned.calibration.size());
  out.Key("settings").BeginObject();
  out.Key("history_weight").Decimal(static_cast<double>(learned.history_weight), 6);
  out.Key("history_decay").Decimal(static_cast<double>(learned.history_decay), 6);
  out.Key("prior_weight").Decimal(static_cast<double>(learned.prior_weight), 6);
  for (const ChosenSetting& chosen : learned.chosen) {
    out.Key(chosen.name).Decimal(chosen.value, 6);
  }
  out.EndObject();
  out.EndObject();
  return out.Take();
}

std::string DescribeJobs(std::span<const WeightJob> jobs) {
  JsonWriter out;
  out.BeginArray();
  for (const WeightJob& job : jobs) {
    out.BeginObject();
    out.Key("kind").Text(job.kind == WeightKind::kNext ? "next" : "together");
    out.Key("lambda").Decimal(job.penalty.lambda, 6);
    out.Key("proportional").Boolean(job.penalty.proportional);
    out.EndObject();
  }
  out.EndArray();
  return out.Take();
}

Result<std::string> DescribeFile(Bytes file) {
  Result<Model> model = Model::Open(file);
  if (!model.ok()) return model.error();
  if (Status s = model.value().Verify(); !s.ok()) return s.error();
  JsonWriter out;
  out.BeginObject();
  out.Key("checksum").Text(model.value().checksum_text());
  out.Key("skus").Unsigned(model.value().sku_count());
  out.Key("edges").Unsigned(model.value().edge_count());
  out.Key("sections").BeginArray();
  for (const Model::SectionInfo& section : model.value().sections()) {
    out.BeginObject();
    out.Key("tag").Text(section.tag);
    out.Key("bytes").Unsigned(section.length);
    out.EndObject();
  }
  out.EndArray();
  out.EndObject();
  return out.Take();
}

}  // namespace afterglow
