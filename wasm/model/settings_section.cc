#include "model/settings_section.h"

#include <string>

#include "base/sentence.h"
namespace afterglow {
namespace {

// Widest first, so that there is no padding.
struct Packed {
  std::int64_t reserve;
  std::int64_t trained_until;
  float history_weight, history_decay, prior_weight;
  float margin_share, exploration_share, holdout_share;
  std::uint16_t window_days;
  std::uint8_t places, places_per_category;
  std::uint8_t objective;
  char currency[3];
};
static_assert(sizeof(Packed) == 48);

bool Within(float value, float least, float most) { return value >= least && value <= most; }
constexpr float kLargeWeight = 1e6F;

}  // namespace

std::vector<std::uint8_t> WriteSettings(const Settings& s) {
  const Packed packed = {
      s.reserve,
      s.trained_until,
      s.history_weight,
      s.history_decay,
      s.prior_weight,
      s.margin_share,
      s.exploration_share,
      s.holdout_share,
      s.window_days,
      s.places,
      s.places_per_category,
      s.objective,
      {s.currency.code[0], s.currency.code[1], s.currency.code[2]},
  };
  std::vector<std::uint8_t> out;
  Append(out, packed);
  return out;
}

Status ReadSettings(Bytes section, Settings& s) {
  const std::optional<Packed> packed = ReadAt<Packed>(section, 0);
  if (!packed || section.size() != sizeof(Packed)) {
    return Error{ErrorCode::kBadModel, "the model's settings are missing or cut short", 0};
  }
  s.reserve = packed->reserve;
  s.trained_until = packed->trained_until;
  s.history_weight = packed->history_weight;
  s.history_decay = packed->history_decay;
  s.prior_weight = packed->prior_weight;
  s.margin_share = packed->margin_share;
  s.exploration_share = packed->exploration_share;
  s.holdout_share = packed->holdout_share;
  s.window_days = packed->window_days;
  s.places = packed->places;
  s.places_per_category = packed->places_per_category;
  s.objective = packed->objective;
  const std::string_view code(packed->currency, 3);
  if (const std::optional<Currency> currency = Currency::Parse(code)) s.currency = *currency;
  const char* bad = nullptr;
  if (!Within(s.history_weight, 0, kLargeWeight)) bad = "history_weight";
  if (!(s.history_decay > 0 && s.history_decay <= 1)) bad = "history_decay";
  if (!Within(s.prior_weight, 0, kLargeWeight)) bad = "prior_weight";
  if (!Within(s.margin_share, 0, 1)) bad = "margin_share";
  if (!Within(s.exploration_share, 0, 1)) bad = "exploration_share";
  if (!Within(s.holdout_share, 0, 1)) bad = "holdout_share";
  if (s.objective > 1) bad = "objective";
  if (s.reserve < 0) bad = "reserve";
  if (!s.currency.known() && code != std::string_view("\0\0\0", 3)) bad = "currency";
  if (bad != nullptr) {
    return Error{ErrorCode::kBadModel,
                 Sentence() << "the setting " << bad << " is out of its range", 0};
  }
  return Nothing{};
}

}  // namespace afterglow
