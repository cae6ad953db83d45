#include "order/order_format.h"

#include "base/word_list.h"
#include "order/order_draft.h"

namespace afterglow {
namespace {

JsonValue Follow(JsonValue value, std::string_view path) {
  while (!path.empty()) {
    const std::string_view key = TakeWord(path, '.');
    if (value.is_array()) value = value.first();
    if (key != "0") value = value[key];
  }
  return value;
}

JsonValue Scalar(JsonValue value, bool zero_is_none) {
  if (value.is_array()) value = value.first();
  if (const JsonValue inner = value["@value"]; inner.present()) value = inner;
  const bool scalar = value.kind() == JsonKind::kText || value.kind() == JsonKind::kNumber;
  const std::string_view text = Trimmed(value.text());
  const bool none = text.empty() || (zero_is_none && text == "0");
  return scalar && !none ? value : JsonValue();
}

enum class Wanted : std::uint8_t { kAnything, kScalar, kScalarNotZero };

JsonValue Look(JsonValue from, const char* path, Wanted wanted) {
  std::string_view rest = path;
  while (!rest.empty()) {
    JsonValue found = Follow(from, TakeWord(rest));
    if (wanted != Wanted::kAnything) found = Scalar(found, wanted == Wanted::kScalarNotZero);
    if (found.present()) return found;
  }
  return {};
}

// Takes the next of packed paths off the front.
const char* NextPath(const char*& rest) {
  const char* path = rest;
  rest += std::string_view(path).size() + 1;
  return path;
}

// Reads the paths front to back, in the order of OrderPaths.
class FormatReader {
 public:
  // `paths`: from OrderPaths::inside on.
  FormatReader(const OrderFormat& format, const char* paths, JsonValue payload, Order& order)
      : format_(format),
        paths_(paths),
        payload_(payload),
        order_(Find(payload, NextPath(paths_))),
        draft_(format.paths.begin(), order_.present() ? order_ : payload, order) {
    if (!order_.present()) order_ = payload;
  }

  Status Run(const char* lines) {
    draft_.SetId(Next(order_));
    draft_.SetPlacedAt(Next(payload_));
    draft_.SetCurrency(Next(order_));
    draft_.SetLocale(Next(order_));
    draft_.SetCountry(Next(order_));
    draft_.SetCustomerId(FindId(order_, NextPath(paths_)));
    draft_.SetCustomerOrders(Next(order_));
    const char* status = NextPath(paths_);
    draft_.RefuseWhen(Find(order_, status), status, NextPath(paths_));
    if (format_.more != nullptr) format_.more(order_, draft_);
    const char* total = NextPath(paths_);
    if (*total != '\0') draft_.order().total = Money(order_, total, "");
    ReadLines(lines);
    return draft_.Finish();
  }

 private:
  JsonValue Next(JsonValue from) { return FindScalar(from, NextPath(paths_)); }

  void ReadLines(const char* path) {
    const JsonValue lines = Find(order_, path);
    if (!draft_.BeginLines(lines, path)) return;
    if (lines.is_object()) return ReadLine(lines);
    for (JsonValue line : lines) ReadLine(line);
  }

  void ReadLine(JsonValue line) {
    draft_.NextLine();
    const char* why = format_.no_product == nullptr ? nullptr : format_.no_product(order_, line);
    if (why != nullptr) return draft_.SkipLine(why);
    const char* rest = paths_;
    const JsonValue sku = FindId(line, NextPath(rest));
    const JsonValue quantity = FindScalar(line, NextPath(rest));
    const char* price = NextPath(rest);
    draft_.AddLine(sku,
                   format_.quantity_left == nullptr ? ReadQuantity(quantity)
                                                    : format_.quantity_left(order_, line),
                   Money(line, price, rest));
  }

  std::optional<std::int64_t> Money(JsonValue owner, const char* path, const char* currency) {
    if (format_.money != nullptr) return format_.money(owner, path, draft_);
    return draft_.Price(FindScalar(owner, path), path, FindScalar(owner, currency));
  }

  JsonValue FindId(JsonValue owner, const char* path) const {
    return Look(owner, path, format_.zero_is_none ? Wanted::kScalarNotZero : Wanted::kScalar);
  }

  const OrderFormat& format_;
  const char* paths_;
  JsonValue payload_, order_;
  OrderDraft draft_;
};

}  // namespace

JsonValue Find(JsonValue from, const char* path) { return Look(from, path, Wanted::kAnything); }
JsonValue FindScalar(JsonValue from, const char* path) { return Look(from, path, Wanted::kScalar); }

bool Accepts(const OrderFormat& format, JsonValue payload) {
  if (format.accepts != nullptr) return format.accepts(payload);
  const char* rest = format.paths.begin();
  NextPath(rest);  // the name
  const JsonValue lines = Find(payload, NextPath(rest));
  return lines.is_array() && (*rest == '\0' || FindScalar(payload, rest).present());
}

Status ReadAs(const OrderFormat& format, JsonValue payload, Order& order) {
  const char* rest = format.paths.begin();
  NextPath(rest);  // the name
  const char* lines = NextPath(rest);
  NextPath(rest);  // the marks
  return FormatReader(format, rest, payload, order).Run(lines);
}

}  // namespace afterglow
