#include "abi/trainer_options.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <type_traits>

#include "base/money.h"
#include "model/neighbour.h"

using nlohmann::json;

namespace afterglow {
namespace {

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
  void Flag(const char* key, bool& value) {
    const auto at = Find(key);
    if (at == object_.end()) return;
    if (!at->is_boolean()) return Complain(key, "true or false");
    value = at->get<bool>();
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

WeightKind ReadKind(OptionReader& options) {
  const std::string kind = options.Text("kind", "");
  if (kind == "next") return WeightKind::kNext;
  if (kind != "together") options.Complain("kind", "together or next");
  return WeightKind::kTogether;
}

}  // namespace

Result<LearnOptions> ReadLearnOptions(std::string_view text) {
  OptionReader options(text);
  LearnOptions read;
  const std::string objective = options.Text("objective", "next");
  if (objective == "together") {
    read.objective = Objective::kTogether;
  } else if (objective != "next") {
    options.Complain("objective", "next or together");
  }
  options.Number("neighbours", 1, kMostNeighbours, read.neighbours);
  if (Status s = options.Finish(); !s.ok()) return s.error();
  return read;
}

Result<SolveOptions> ReadSolveOptions(std::string_view text, std::uint32_t sku_count) {
  OptionReader options(text);
  SolveOptions read;
  read.job.kind = ReadKind(options);
  options.Number("lambda", 1e-6, 1e6, read.job.penalty.lambda);
  options.Flag("proportional", read.job.penalty.proportional);
  options.Number("from", 0, sku_count, read.range.from);
  options.Number("to", 0, sku_count, read.range.to);
  if (Status s = options.Finish(); !s.ok()) return s.error();
  return read;
}

Result<WeightsOptions> ReadWeightsOptions(std::string_view text, std::uint32_t sku_count) {
  OptionReader options(text);
  WeightsOptions read;
  read.kind = ReadKind(options);
  options.Number("targets", 0, sku_count, read.targets);
  if (Status s = options.Finish(); !s.ok()) return s.error();
  return read;
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

}  // namespace afterglow
