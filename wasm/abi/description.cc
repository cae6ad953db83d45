#include "abi/description.h"

#include <array>

#include "base/json_writer.h"
#include "base/time.h"

namespace afterglow {
namespace {

constexpr int kWeightDigits = 6;
constexpr std::string_view kGraphTag = "EDGE";  // ids, weights and offsets of all edges

void WriteFloat(JsonWriter& json, const char* key, float value) {
  json.Key(key).Decimal(static_cast<double>(value), kWeightDigits);
}

void WriteSettings(JsonWriter& json, const Settings& settings) {
  json.BeginObject();
  json.Key("objective").Text(settings.objective == 0 ? "next" : "together");
  json.Key("currency").Text(settings.currency.text());
  json.Key("trained_until")
      .Text(settings.trained_until == 0 ? std::string() : FormatIsoTime(settings.trained_until));
  json.Key("window_days").Integer(settings.window_days);
  WriteFloat(json, "history_weight", settings.history_weight);
  WriteFloat(json, "history_decay", settings.history_decay);
  WriteFloat(json, "prior_weight", settings.prior_weight);
  WriteFloat(json, "margin_share", settings.margin_share);
  json.Key("reserve").Integer(settings.reserve);
  json.Key("places").Integer(settings.places);
  json.Key("places_per_category").Integer(settings.places_per_category);
  WriteFloat(json, "exploration_share", settings.exploration_share);
  WriteFloat(json, "holdout_share", settings.holdout_share);
  json.EndObject();
}

void WriteCard(JsonWriter& json, const Model& model, SkuId sku) {
  const Card card = model.ReadCard(sku);
  const Facts facts = model.facts(sku);
  json.BeginObject();
  json.Key("title").Text(card.title);
  json.Key("url").Text(card.url);
  json.Key("image").Text(card.image);
  json.Key("category").Text(card.category);
  if (facts.price >= 0) json.Key("price").Integer(facts.price);
  if (facts.margin >= 0) json.Key("margin").Integer(facts.margin);
  json.EndObject();
}

}  // namespace

std::string DescribeModel(const Model& model) {
  JsonWriter json;
  json.BeginObject();
  json.Key("format_version").Integer(kModelFormatVersion);
  json.Key("checksum").Text(model.checksum_text());
  json.Key("skus").Integer(model.sku_count());
  json.Key("edges").Unsigned(model.edge_count());
  std::uint64_t graph_bytes = 0;
  json.Key("sections").BeginArray();
  for (const Model::SectionInfo& section : model.sections()) {
    if (section.tag == kGraphTag) graph_bytes += section.length;
    json.BeginObject();
    json.Key("tag").Text(section.tag);
    json.Key("offset").Unsigned(section.offset);
    json.Key("bytes").Unsigned(section.length);
    json.EndObject();
  }
  json.EndArray();
  if (model.edge_count() > 0) {
    json.Key("bits_per_edge")
        .Decimal(static_cast<double>(graph_bytes) * 8 / static_cast<double>(model.edge_count()), 2);
  }
  json.Key("settings");
  WriteSettings(json, model.settings());
  json.EndObject();
  return json.Take();
}

Result<std::string> DescribeSku(const Model& model, std::string_view sku) {
  const std::optional<SkuId> id = model.Find(sku);
  if (!id) {
    return Error{ErrorCode::kBadArgument,
                 "SKU \"" + std::string(sku) + "\" is not in the model: expected one of its SKUs",
                 0};
  }
  std::array<Neighbour, kMostNeighbours> neighbours;  // NOLINT: filled by the call
  const std::size_t count = model.Neighbours(*id, neighbours);
  const Repurchase repurchase = model.repurchase(*id);
  JsonWriter json;
  json.BeginObject();
  json.Key("sku").Text(sku);
  json.Key("card");
  WriteCard(json, model, *id);
  WriteFloat(json, "prior", model.prior(*id));
  json.Key("repurchase").BeginObject();
  WriteFloat(json, "propensity", repurchase.propensity);
  json.Key("days").BeginArray();
  for (const std::uint16_t days : repurchase.days) json.Integer(days);
  json.EndArray();
  json.EndObject();
  json.Key("neighbours").BeginArray();
  for (std::size_t i = 0; i < count; ++i) {
    json.BeginObject();
    json.Key("sku").Text(model.SkuText(neighbours[i].sku));
    json.Key("title").Text(model.ReadCard(neighbours[i].sku).title);
    WriteFloat(json, "weight", neighbours[i].weight);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  return json.Take();
}

}  // namespace afterglow
