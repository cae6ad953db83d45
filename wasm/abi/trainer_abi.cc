#include "abi/trainer_abi.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "base/json_writer.h"
#include "model/model.h"
#include "model/model_writer.h"
#include "model/overlay.h"
#include "model/shard_writer.h"
#include "render/template_compiler.h"
#include "train/training_columns.h"

using nlohmann::json;

struct AgTrainer {
  afterglow::TrainingColumns columns;
  afterglow::Learned learned;
  bool has_learned = false;
  bool has_templates = false;
  std::string description;
  std::optional<afterglow::ModelData> packed;  // until it is cut
  std::optional<afterglow::ShardWriter> shards;
  afterglow::Objective objective = afterglow::Objective::kNext;
  std::vector<std::uint64_t> buffer;
  std::vector<std::uint8_t> answer;
  AgResponse response = {0, 0, nullptr};
};

namespace afterglow {
namespace {

std::uint32_t Answer(AgTrainer* trainer, ErrorCode code, std::vector<std::uint8_t> bytes) {
  trainer->answer = std::move(bytes);
  trainer->response = {static_cast<std::uint32_t>(code),
                       static_cast<std::uint32_t>(trainer->answer.size()), trainer->answer.data()};
  return trainer->response.status;
}

std::uint32_t AnswerText(AgTrainer* trainer, ErrorCode code, const std::string& text) {
  return Answer(trainer, code, {text.begin(), text.end()});
}

std::uint32_t Fail(AgTrainer* trainer, const Error& error) {
  JsonWriter out;
  out.BeginObject();
  out.Key("code").Unsigned(static_cast<std::uint32_t>(error.code));
  out.Key("message").Text(error.message);
  out.Key("offset").Unsigned(error.offset);
  out.EndObject();
  return AnswerText(trainer, error.code, out.Take());
}

std::uint32_t Done(AgTrainer* trainer, const Status& status) {
  return status.ok() ? Answer(trainer, ErrorCode::kOk, {}) : Fail(trainer, status.error());
}

// Reads a JSON object of numbers and texts; every key has to be asked for by name.
class OptionReader {
 public:
  explicit OptionReader(std::string_view text)
      : object_(json::parse(text.begin(), text.end(), nullptr, false)) {
    if (!object_.is_object()) Complain("options", "one JSON object");
  }

  // Sets `value` from a number between `least` and `most`, when the key is there.
  template <typename T>
  void Number(const char* key, double least, double most, T& value) {
    const auto at = Find(key);
    if (at == object_.end()) return;
    const double number = at->is_number() ? at->template get<double>() : NAN;
    const bool whole = !std::is_integral_v<T> || number == std::floor(number);
    if (number >= least && number <= most && whole) {
      value = static_cast<T>(number);
    } else {
      Complain(key, "a number between " + json(least).dump() + " and " + json(most).dump());
    }
  }
  std::string Text(const char* key, std::string fallback) {
    const auto at = Find(key);
    if (at == object_.end()) return fallback;
    if (at->is_string()) return at->get<std::string>();
    Complain(key, "a text");
    return fallback;
  }
  void Complain(std::string_view key, std::string_view expected) {
    if (!status_.ok()) return;
    status_ = Error{ErrorCode::kBadArgument,
                    "setting " + std::string(key) + ": expected " + std::string(expected), 0};
  }
  // After every key was asked for: one that was not is a mistake of the caller.
  Status Finish() {
    if (status_.ok() && object_.is_object() && known_ != object_.size()) {
      return Error{ErrorCode::kBadArgument, "the options hold a key that is not known", 0};
    }
    return status_;
  }

 private:
  json::const_iterator Find(const char* key) {
    if (!object_.is_object()) return object_.end();
    const auto at = object_.find(key);
    if (at != object_.end()) ++known_;
    return at;
  }
  const json object_;
  std::size_t known_ = 0;
  Status status_ = Nothing{};
};

Status ReadLearnOptions(std::string_view text, LearnInput& input) {
  OptionReader options(text);
  const std::string objective = options.Text("objective", "next");
  if (objective == "together") {
    input.objective = Objective::kTogether;
  } else if (objective != "next") {
    options.Complain("objective", "next or together");
  }
  options.Number("neighbours", 1, kMostNeighbours, input.neighbours);
  return options.Finish();
}

Result<Settings> ReadSettings(std::string_view text) {
  // The most that both a double and the model hold exactly.
  constexpr double kMostInteger = 9007199254740991.0;
  Settings settings;
  OptionReader options(text);
  options.Number("window_days", 1, 3650, settings.window_days);
  options.Number("margin_share", 0, 1, settings.margin_share);
  options.Number("reserve", 0, kMostInteger, settings.reserve);
  options.Number("places", 1, 255, settings.places);
  options.Number("places_per_category", 1, 255, settings.places_per_category);
  options.Number("exploration_share", 0, 1, settings.exploration_share);
  options.Number("holdout_share", 0, 1, settings.holdout_share);
  options.Number("trained_until", 0, kMostInteger, settings.trained_until);
  const std::string currency = options.Text("currency", "");
  if (!currency.empty()) {
    const std::optional<Currency> parsed = Currency::Parse(currency);
    if (parsed) {
      settings.currency = *parsed;
    } else {
      options.Complain("currency", "three letters by ISO 4217");
    }
  }
  if (Status s = options.Finish(); !s.ok()) return s.error();
  return settings;
}

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

// What is in the file that was written, read back the way everybody else will read it.
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

// The frames of ag_trainer_templates.
Result<std::vector<TemplateFile>> ReadTemplateFiles(Bytes frames) {
  std::vector<TemplateFile> files;
  for (std::size_t at = 0; at < frames.size();) {
    const std::uint32_t name_size = ReadAt<std::uint32_t>(frames, at).value_or(UINT32_MAX);
    const std::uint32_t text_size = ReadAt<std::uint32_t>(frames, at + 4).value_or(UINT32_MAX);
    const std::optional<Bytes> name = Slice(frames, at + 8, name_size);
    const std::optional<Bytes> text = Slice(frames, at + 8 + std::uint64_t{name_size}, text_size);
    if (!name || !text) {
      return Error{ErrorCode::kBadArgument, "the templates' frames reach past their end", at};
    }
    files.push_back({std::string(AsText(*name)), std::string(AsText(*text))});
    at += std::size_t{8} + name_size + text_size;
  }
  return files;
}

Status PutTemplates(AgTrainer* trainer, std::span<const TemplateFile> files) {
  Result<std::vector<std::uint8_t>> section = CompileShopTemplates(files);
  if (!section.ok()) return section.error();
  trainer->columns.PutSection({'T', 'M', 'P', 'L'}, section.value());
  trainer->has_templates = true;
  return Nothing{};
}

// One entry of the overlay's JSON; nothing when it is not of the documented shape.
std::optional<OverlayData::Sku> ReadOverlaySku(const json& entry, const Currency& currency) {
  if (!entry.is_object() || !entry.contains("sku") || !entry["sku"].is_string()) return {};
  OverlayData::Sku sku;
  sku.sku = entry["sku"].get<std::string>();
  if (entry.contains("price")) {
    if (!entry["price"].is_string()) return {};
    const auto price = ParseDecimal(entry["price"].get<std::string>(), currency.exponent());
    if (!price || *price < 0) return {};
    sku.entry.price = *price;
  }
  if (entry.contains("stock")) {
    const json& stock = entry["stock"];
    if (!stock.is_number_unsigned() || stock.get<std::uint64_t>() >= kUnknownStock) return {};
    sku.entry.stock = stock.get<std::uint32_t>();
  }
  if (entry.contains("blocked")) {
    if (!entry["blocked"].is_boolean()) return {};
    sku.entry.blocked = entry["blocked"].get<bool>();
  }
  return sku;
}

std::optional<OverlayData::Offer> ReadOverlayOffer(const json& entry) {
  if (!entry.is_object() || !entry.contains("offer_id") || !entry.contains("on")) return {};
  if (!entry["offer_id"].is_string() || !entry["on"].is_boolean()) return {};
  return OverlayData::Offer{entry["offer_id"].get<std::string>(), entry["on"].get<bool>()};
}

Error BadOverlay(std::string message) { return {ErrorCode::kBadOverlay, std::move(message), 0}; }

Result<OverlayData> ReadOverlay(std::string_view text) {
  const json root = json::parse(text.begin(), text.end(), nullptr, false);
  if (!root.is_object()) return BadOverlay("overlay: expected one JSON object");
  OverlayData data;
  const auto currency = Currency::Parse(root.value("currency", std::string("XXX")));
  if (!currency) return BadOverlay("overlay.currency: expected three letters by ISO 4217");
  data.valid_from = root.value("valid_from", UnixSeconds{0});
  data.valid_until = root.value("valid_until", UnixSeconds{0});
  for (const json& entry : root.value("skus", json::array())) {
    std::optional<OverlayData::Sku> sku = ReadOverlaySku(entry, *currency);
    if (!sku)
      return BadOverlay("overlay.skus: expected {sku, price, stock, blocked}, got " + entry.dump());
    data.skus.push_back(std::move(*sku));
  }
  for (const json& entry : root.value("offers", json::array())) {
    std::optional<OverlayData::Offer> offer = ReadOverlayOffer(entry);
    if (!offer) return BadOverlay("overlay.offers: expected {offer_id, on}, got " + entry.dump());
    data.offers.push_back(std::move(*offer));
  }
  return data;
}

std::uint32_t AnswerFile(AgTrainer* trainer, Result<std::vector<std::uint8_t>> file) {
  return file.ok() ? Answer(trainer, ErrorCode::kOk, std::move(file.value()))
                   : Fail(trainer, file.error());
}

Bytes BytesAt(const void* bytes, std::uint32_t size) {
  return {static_cast<const std::uint8_t*>(bytes), size};
}

}  // namespace
}  // namespace afterglow

using namespace afterglow;  // NOLINT: the definitions below are C functions

extern "C" {

AG_EXPORT(ag_trainer_new) AgTrainer* ag_trainer_new() { return new AgTrainer; }

AG_EXPORT(ag_trainer_free) void ag_trainer_free(AgTrainer* trainer) { delete trainer; }

AG_EXPORT(ag_trainer_response)
const AgResponse* ag_trainer_response(const AgTrainer* trainer) {
  return trainer == nullptr ? nullptr : &trainer->response;
}

AG_EXPORT(ag_trainer_buffer) void* ag_trainer_buffer(AgTrainer* trainer, std::uint32_t size) {
  if (trainer == nullptr) return nullptr;
  if (trainer->buffer.size() * sizeof(std::uint64_t) < size) {
    trainer->buffer.resize((std::size_t{size} + 7) / 8);
  }
  return trainer->buffer.data();
}

AG_EXPORT(ag_trainer_put)
std::uint32_t ag_trainer_put(AgTrainer* trainer, const char* name, std::uint32_t name_size,
                             const void* values, std::uint32_t size) {
  if (trainer == nullptr) return static_cast<std::uint32_t>(ErrorCode::kBadArgument);
  return Done(trainer, trainer->columns.Put({name, name_size}, BytesAt(values, size)));
}

AG_EXPORT(ag_trainer_reserve)
std::uint32_t ag_trainer_reserve(AgTrainer* trainer, const char* name, std::uint32_t name_size,
                                 std::uint32_t values) {
  if (trainer == nullptr) return static_cast<std::uint32_t>(ErrorCode::kBadArgument);
  return Done(trainer, trainer->columns.Reserve({name, name_size}, values));
}

AG_EXPORT(ag_trainer_section)
std::uint32_t ag_trainer_section(AgTrainer* trainer, const char* tag, const void* bytes,
                                 std::uint32_t size) {
  if (trainer == nullptr) return static_cast<std::uint32_t>(ErrorCode::kBadArgument);
  trainer->columns.PutSection({tag[0], tag[1], tag[2], tag[3]}, BytesAt(bytes, size));
  return Done(trainer, Nothing{});
}

AG_EXPORT(ag_trainer_templates)
std::uint32_t ag_trainer_templates(AgTrainer* trainer, const void* files, std::uint32_t size) {
  if (trainer == nullptr) return static_cast<std::uint32_t>(ErrorCode::kBadArgument);
  if (trainer->has_templates) {
    return Fail(trainer, {ErrorCode::kBadArgument, "ag_trainer_templates was called twice", 0});
  }
  Result<std::vector<TemplateFile>> read = ReadTemplateFiles(BytesAt(files, size));
  if (!read.ok()) return Fail(trainer, read.error());
  return Done(trainer, PutTemplates(trainer, read.value()));
}

AG_EXPORT(ag_trainer_learn)
std::uint32_t ag_trainer_learn(AgTrainer* trainer, const char* options, std::uint32_t size) {
  if (trainer == nullptr) return static_cast<std::uint32_t>(ErrorCode::kBadArgument);
  Result<LearnInput> input = trainer->columns.TakeLearnInput();
  if (!input.ok()) return Fail(trainer, input.error());
  if (Status s = ReadLearnOptions({options, size}, input.value()); !s.ok()) {
    return Fail(trainer, s.error());
  }
  trainer->objective = input.value().objective;
  Result<Learned> learned = Learn(std::move(input.value()), {});
  if (!learned.ok()) return Fail(trainer, learned.error());
  trainer->learned = std::move(learned.value());
  trainer->has_learned = true;
  return AnswerText(trainer, ErrorCode::kOk, Describe(trainer->learned));
}

AG_EXPORT(ag_trainer_pack)
std::uint32_t ag_trainer_pack(AgTrainer* trainer, const char* settings, std::uint32_t size) {
  if (trainer == nullptr) return static_cast<std::uint32_t>(ErrorCode::kBadArgument);
  if (!trainer->has_learned) {
    return Fail(trainer, {ErrorCode::kBadArgument, "ag_trainer_pack before ag_trainer_learn", 0});
  }
  Result<Settings> told = ReadSettings({settings, size});
  if (!told.ok()) return Fail(trainer, told.error());
  if (!trainer->has_templates) {
    if (Status s = PutTemplates(trainer, {}); !s.ok()) return Fail(trainer, s.error());
  }
  told.value().objective = static_cast<std::uint8_t>(trainer->objective);
  trainer->has_learned = false;
  Result<ModelData> data =
      trainer->columns.TakeModelData(std::move(trainer->learned), told.value());
  if (!data.ok()) return Fail(trainer, data.error());
  Result<std::vector<std::uint8_t>> file = WriteModel(data.value());
  if (!file.ok()) return Fail(trainer, file.error());
  trainer->packed = std::move(data.value());
  Result<std::string> description = DescribeFile(file.value());
  if (!description.ok()) return Fail(trainer, description.error());
  trainer->description = std::move(description.value());
  return Answer(trainer, ErrorCode::kOk, std::move(file.value()));
}

AG_EXPORT(ag_trainer_describe) std::uint32_t ag_trainer_describe(AgTrainer* trainer) {
  if (trainer == nullptr) return static_cast<std::uint32_t>(ErrorCode::kBadArgument);
  return AnswerText(trainer, ErrorCode::kOk, trainer->description);
}

AG_EXPORT(ag_trainer_cut) std::uint32_t ag_trainer_cut(AgTrainer* trainer) {
  if (trainer == nullptr) return static_cast<std::uint32_t>(ErrorCode::kBadArgument);
  if (!trainer->packed) {
    return Fail(trainer, {ErrorCode::kBadArgument, "ag_trainer_cut before ag_trainer_pack", 0});
  }
  Result<ShardWriter> writer = ShardWriter::Make(*trainer->packed, {});
  trainer->packed.reset();
  if (!writer.ok()) return Fail(trainer, writer.error());
  trainer->shards = std::move(writer.value());
  return AnswerText(trainer, ErrorCode::kOk, trainer->shards->Entry());
}

AG_EXPORT(ag_trainer_core) std::uint32_t ag_trainer_core(AgTrainer* trainer) {
  if (trainer == nullptr || !trainer->shards) {
    return static_cast<std::uint32_t>(ErrorCode::kBadArgument);
  }
  return AnswerFile(trainer, trainer->shards->Core());
}

AG_EXPORT(ag_trainer_shard)
std::uint32_t ag_trainer_shard(AgTrainer* trainer, std::uint32_t number) {
  if (trainer == nullptr || !trainer->shards || number >= trainer->shards->count()) {
    return static_cast<std::uint32_t>(ErrorCode::kBadArgument);
  }
  return AnswerFile(trainer, trainer->shards->Shard(number));
}

AG_EXPORT(ag_trainer_overlay)
std::uint32_t ag_trainer_overlay(AgTrainer* trainer, const char* overlay, std::uint32_t size) {
  if (trainer == nullptr) return static_cast<std::uint32_t>(ErrorCode::kBadArgument);
  const Result<OverlayData> data = ReadOverlay({overlay, size});
  if (!data.ok()) return Fail(trainer, data.error());
  return AnswerFile(trainer, WriteOverlay(data.value()));
}

}  // extern "C"
