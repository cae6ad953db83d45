#include "model/offers.h"

#include <cstring>

#include "model/checksum.h"
#include "model/section_reader.h"

namespace afterglow {
namespace {

constexpr std::string_view kUsualExperiment = "afterglow";
constexpr float kLargestShare = 100, kLargestFactor = 1000;

template <typename Record>
std::optional<Record> At(Bytes table, std::uint64_t index) {
  const std::uint64_t at = index * sizeof(Record);
  if (at >= table.size() || table.size() - at < sizeof(Record)) return std::nullopt;
  Record record;  // NOLINT: filled by the copy
  std::memcpy(&record, table.data() + at, sizeof(Record));
  return record;
}

bool Within(float value, float most) { return value >= 0 && value <= most; }

// As wide as money in JSON: sums and shares of it stay within 64 bits.
bool IsAmount(std::int64_t fixed) { return fixed >= -1 && fixed < (std::int64_t{1} << 53); }

}  // namespace

std::uint64_t NameHash(std::string_view name) { return Xxh64(AsBytes(name), 0); }

// Without a count no record is read, whatever the tables hold.
void Offers::BecomeNone() {
  header_ = {};
  std::memset(header_.reserves, 0xff, sizeof header_.reserves);  // -1: kUsualReserve
  std::memset(header_.places, OfferBook::kUsualPlaces, sizeof header_.places);
  header_.partner_share = 1;
}

Offers Offers::Open(Bytes section) {
  SectionReader reader(section);
  Offers offers;
  const OffersHeader& header = offers.header_;
  reader.TakeInto(offers.header_);
  reader.Require(header.version == kOffersVersion && header.offers <= kMostOffers &&
                 header.rules <= kMostOffers && Within(header.partner_share, 1));
  reader.TakeInto(offers.offers_, header.offers * sizeof(OfferRecord));
  reader.TakeInto(offers.rules_, header.rules * sizeof(RuleRecord));
  reader.TakeInto(offers.conditions_, std::uint64_t{header.conditions} * sizeof(ConditionRecord));
  reader.TakeInto(offers.sets_, std::uint64_t{header.set_values} * sizeof(std::uint64_t));
  reader.TakeInto(offers.exceptions_, std::uint64_t{header.exceptions} * sizeof(ExceptionRecord));
  reader.TakeInto(offers.creatives_, std::uint64_t{header.creatives} * sizeof(CreativeRecord));
  offers.texts_ = reader.TakeRest();
  if (!reader.good()) offers.BecomeNone();
  offers.currency_ =
      Currency::Parse({header.currency, sizeof header.currency}).value_or(Currency());
  return offers;
}

std::string_view Offers::experiment_key() const {
  const std::string_view key = Text(header_.experiment_key);
  return key.empty() ? kUsualExperiment : key;
}

std::optional<OfferRecord> Offers::Offer(std::uint32_t index) const {
  std::optional<OfferRecord> offer = At<OfferRecord>(offers_, index);
  if (offer &&
      (offer->type >= kOfferTypeCount || !Within(offer->acceptance, 1) ||
       !Within(offer->price_share, kLargestShare) || !Within(offer->value_share, kLargestShare) ||
       !IsAmount(offer->price) || !IsAmount(offer->value))) {
    return std::nullopt;
  }
  return offer;
}

std::optional<RuleRecord> Offers::Rule(std::uint32_t index) const {
  std::optional<RuleRecord> rule = At<RuleRecord>(rules_, index);
  if (rule && !Within(rule->factor, kLargestFactor)) return std::nullopt;
  return rule;
}

std::optional<ConditionRecord> Offers::Condition(std::uint64_t index) const {
  return At<ConditionRecord>(conditions_, index);
}

std::optional<ExceptionRecord> Offers::Exception(std::uint64_t index) const {
  std::optional<ExceptionRecord> exception = At<ExceptionRecord>(exceptions_, index);
  if (exception && !Within(exception->mean, 1)) return std::nullopt;
  return exception;
}

std::optional<CreativeRecord> Offers::Creative(std::uint64_t index) const {
  return At<CreativeRecord>(creatives_, index);
}

std::uint64_t Offers::SetValue(const ConditionRecord& condition, std::uint32_t i) const {
  if (i >= condition.values) return 0;
  return At<std::uint64_t>(sets_, std::uint64_t{condition.first_value} + i).value_or(0);
}

bool Offers::SetHas(const ConditionRecord& condition, std::uint64_t value) const {
  const std::size_t count = condition.values;
  const std::uint64_t first = condition.first_value;
  if (first + count > sets_.size() / sizeof value) return false;
  const std::uint8_t* const set = sets_.data() + static_cast<std::size_t>(first) * sizeof value;
  const auto at = [&](std::size_t i) {
    std::uint64_t there = 0;
    std::memcpy(&there, set + i * sizeof there, sizeof there);
    return there;
  };
  std::size_t low = 0, high = count;
  while (high - low > 4) {
    const std::size_t middle = (low + high) / 2;
    (at(middle) <= value ? low : high) = middle;
  }
  while (low < high && at(low) < value) ++low;
  return low < high && at(low) == value;
}

}  // namespace afterglow
