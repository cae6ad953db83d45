#include "order/order_format.h"

#include "order/order_draft.h"

namespace afterglow {
namespace {

// Takes the text up to `separator` off the front of `rest`.
std::string_view Take(std::string_view& rest, char separator) {
  const std::size_t end = rest.find(separator);
  const std::string_view front = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return front;
}

JsonValue Follow(JsonValue value, std::string_view path) {
  while (!path.empty()) {
    const std::string_view key = Take(path, '.');
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
  std::string_view rest = path == nullptr ? "" : path;
  while (!rest.empty()) {
    JsonValue found = Follow(from, Take(rest, '|'));
    if (wanted != Wanted::kAnything) found = Scalar(found, wanted == Wanted::kScalarNotZero);
    if (found.present()) return found;
  }
  return {};
}

class FormatReader {
 public:
  FormatReader(const OrderFormat& format, JsonValue payload, Order& order)
      : format_(format),
        payload_(payload),
        order_(format.inside == nullptr ? payload : Find(payload, format.inside)),
        draft_(format.name, order_.present() ? order_ : payload, order) {
    if (!order_.present()) order_ = payload;
  }

  Status Run() {
    draft_.SetId(FindScalar(order_, format_.id));
    draft_.SetPlacedAt(FindScalar(payload_, format_.placed_at));
    draft_.SetCurrency(FindScalar(order_, format_.currency));
    draft_.SetLocale(FindScalar(order_, format_.locale));
    draft_.SetCountry(FindScalar(order_, format_.country));
    draft_.SetCustomerId(FindId(order_, format_.customer_id));
    draft_.SetCustomerOrders(FindScalar(order_, format_.customer_orders));
    if (format_.status != nullptr) {
      draft_.RefuseWhen(Find(order_, format_.status), format_.status, format_.undone);
    }
    if (format_.more != nullptr) format_.more(order_, draft_);
    if (format_.total != nullptr) draft_.order().total = Money(order_, format_.total, nullptr);
    ReadLines();
    return draft_.Finish();
  }

 private:
  void ReadLines() {
    const JsonValue lines = Find(order_, format_.lines);
    if (!draft_.BeginLines(lines, format_.lines)) return;
    if (lines.is_object()) return ReadLine(lines);
    for (JsonValue line : lines) ReadLine(line);
  }

  void ReadLine(JsonValue line) {
    draft_.NextLine();
    const char* why = format_.no_product == nullptr ? nullptr : format_.no_product(order_, line);
    if (why != nullptr) return draft_.SkipLine(why);
    draft_.AddLine(FindId(line, format_.sku),
                   format_.quantity_left == nullptr
                       ? ReadQuantity(FindScalar(line, format_.quantity))
                       : format_.quantity_left(order_, line),
                   Money(line, format_.price, format_.price_currency));
  }

  std::optional<std::int64_t> Money(JsonValue owner, const char* path, const char* currency) {
    if (format_.money != nullptr) return format_.money(owner, path, draft_);
    return draft_.Price(FindScalar(owner, path), path, FindScalar(owner, currency));
  }

  JsonValue FindId(JsonValue owner, const char* path) const {
    return Look(owner, path, format_.zero_is_none ? Wanted::kScalarNotZero : Wanted::kScalar);
  }

  const OrderFormat& format_;
  JsonValue payload_, order_;
  OrderDraft draft_;
};

}  // namespace

JsonValue Find(JsonValue from, const char* path) { return Look(from, path, Wanted::kAnything); }
JsonValue FindScalar(JsonValue from, const char* path) { return Look(from, path, Wanted::kScalar); }

bool Accepts(const OrderFormat& format, JsonValue payload) {
  if (format.accepts != nullptr) return format.accepts(payload);
  return Find(payload, format.lines).is_array() &&
         (format.marks == nullptr || FindScalar(payload, format.marks).present());
}

Status ReadAs(const OrderFormat& format, JsonValue payload, Order& order) {
  return FormatReader(format, payload, order).Run();
}

}  // namespace afterglow
