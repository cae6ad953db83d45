#include "model/settings_section.h"

#include <cstddef>
#include <cstring>
#include <type_traits>

#include "base/sentence.h"

namespace afterglow {
namespace {

// What is copied as it is; behind it the letters of the currency.
constexpr std::size_t kCopied = offsetof(Settings, objective) + 1, kLetters = 3;
static_assert(kCopied + kLetters == 48 && std::is_trivially_copyable_v<Settings>);

bool Within(float value, float least, float most) { return value >= least && value <= most; }
constexpr float kLargeWeight = 1e6F;

}  // namespace

std::vector<std::uint8_t> WriteSettings(const Settings& s) {
  const std::string_view copied(reinterpret_cast<const char*>(&s), kCopied);
  std::vector<std::uint8_t> out;
  AppendText(out, copied);
  AppendText(out, {s.currency.code, kLetters});
  return out;
}

Status ReadSettings(Bytes section, Settings& s) {
  if (section.size() != kCopied + kLetters) {
    return Error{ErrorCode::kBadModel, "the model's settings are missing or cut short", 0};
  }
  std::memcpy(&s, section.data(), kCopied);
  const std::string_view code = AsText(section.subspan(kCopied));
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
