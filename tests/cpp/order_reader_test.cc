#include "order/order_reader.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "order/order_scalars.h"

namespace afterglow {
namespace {

std::string Padded(std::size_t size) {
  const std::string order = R"({"order_id":"1","lines":[{"sku":"A"}]})";
  return order + std::string(size - order.size(), ' ');
}

TEST(ReadOrder, TakesAPayloadOf64KiB) { EXPECT_TRUE(ReadOrder(Padded(kLargestPayload)).ok()); }

TEST(ReadOrder, RefusesAPayloadOverTheLimitAndSaysWhere) {
  const Result<Order> order = ReadOrder(Padded(kLargestPayload + 1));
  ASSERT_FALSE(order.ok());
  EXPECT_EQ(order.error().code, ErrorCode::kLimit);
  EXPECT_EQ(order.error().offset, kLargestPayload);
  EXPECT_EQ(order.error().message, "the payload has 65537 bytes, at most 65536 are read");
}

TEST(ReadOrder, DropsTheOldestPriorSkusBeyondTheLimit) {
  std::string prior;
  for (std::size_t i = 0; i < kMostPriorSkus + 3; ++i) prior += ",\"P" + std::to_string(i) + '"';
  const Result<Order> order =
      ReadOrder(R"({"lines":[{"sku":"A"}],"customer":{"prior_skus":[)" + prior.substr(1) + "]}}");
  ASSERT_TRUE(order.ok());
  EXPECT_EQ(order.value().customer.prior_skus.size(), kMostPriorSkus);
  EXPECT_EQ(order.value().customer.prior_skus.front(), "P0");
  ASSERT_EQ(order.value().notes.size(), 1U);
  EXPECT_EQ(order.value().notes[0],
            "customer.prior_skus has more than 500 entries; the oldest 3 were dropped");
}

TEST(ReadOrder, RefusesBytesThatAreNotUtf8) {
  const std::string head = R"({"order_id":"1","lines":[{"sku":")";
  for (const char* bad : {"\xff", "\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf5\x80\x80\x80"}) {
    const Result<Order> order = ReadOrder(head + bad + "\"}]}");
    ASSERT_FALSE(order.ok());
    EXPECT_EQ(order.error().code, ErrorCode::kBadJson);
    EXPECT_GE(order.error().offset, head.size());
  }
}

TEST(ReadOrder, FailsOnEveryPrefixOfAnOrderAndNeverPastItsEnd) {
  const std::string whole =
      R"({"order_id":"\u00e9","currency":"EUR","lines":[{"sku":"A","unit_price":1.5e1}],"test":true})";
  ASSERT_TRUE(ReadOrder(whole).ok());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const Result<Order> order = ReadOrder(std::string_view(whole).substr(0, size));
    ASSERT_FALSE(order.ok()) << size;
    EXPECT_EQ(order.error().code, ErrorCode::kBadJson);
    EXPECT_LE(order.error().offset, size);
  }
}

TEST(ReadOrder, NeverRepeatsThePayloadInAnError) {
  const Result<Order> order = ReadOrder(R"({"email":"jane@example.com" "x"})");
  ASSERT_FALSE(order.ok());
  EXPECT_EQ(order.error().message.find("jane"), std::string::npos);
}

TEST(ReadDecimal, ReadsPlainAndScientificNumbersExactly) {
  const struct {
    const char* text;
    int decimals;
    std::int64_t value;
  } cases[] = {{"199.00", 2, 19900}, {" 7 ", 2, 700},      {"1.0E7", 2, 1000000000},
               {"1e-2", 2, 1},       {"125e-2", 2, 125},   {"-1.5e+1", 2, -1500},
               {"0e0", 2, 0},        {"1.005", 2, 101},    {"12345e-5", 2, 12},
               {"9.99e0", 2, 999},   {"1E+03", 0, 1000},   {"0.1e1", 0, 1},
               {".5", 2, 50},        {"2.675e1", 2, 2675}, {"5e-1", 0, 1}};
  for (const auto& one : cases)
    EXPECT_EQ(ReadDecimal(one.text, one.decimals), one.value) << one.text;
}

TEST(ReadDecimal, RefusesWhatIsNotADecimalNumber) {
  for (const char* text : {"",      " ",    "1,50",  "1.234,56", "€5",
                           "5 EUR", "0x10", "NaN",   "Infinity", "1e",
                           "e5",    "1e99", "1e1.5", "1e+-1",    "--1",
                           "1..2",  ".e1",  "1e400", "-e1",      "99999999999999999999",
                           "+",     "."}) {
    EXPECT_EQ(ReadDecimal(text, 2), std::nullopt) << text;
  }
}

// The slow, obvious truth for the property below: every field by itself.
void ExpectSame(const Order& a, const Order& b) {
  EXPECT_EQ(a.order_id, b.order_id);
  EXPECT_EQ(a.placed_at, b.placed_at);
  EXPECT_EQ(a.currency, b.currency);
  EXPECT_EQ(a.locale, b.locale);
  EXPECT_EQ(a.country, b.country);
  EXPECT_EQ(a.kind, b.kind);
  ASSERT_EQ(a.lines.size(), b.lines.size());
  for (std::size_t i = 0; i < a.lines.size(); ++i) {
    EXPECT_EQ(a.lines[i].sku, b.lines[i].sku);
    EXPECT_EQ(a.lines[i].quantity, b.lines[i].quantity);
    EXPECT_EQ(a.lines[i].unit_price, b.lines[i].unit_price);
  }
  EXPECT_EQ(a.total, b.total);
  EXPECT_EQ(a.customer.id, b.customer.id);
  EXPECT_EQ(a.customer.orders, b.customer.orders);
  EXPECT_EQ(a.customer.prior_skus, b.customer.prior_skus);
  EXPECT_EQ(a.customer.loyalty_member, b.customer.loyalty_member);
  EXPECT_EQ(a.test, b.test);
}

class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  Order Make() {
    Order order;
    order.order_id = Text(0);
    if (Coin()) order.placed_at = Below(253402300799);  // the last second of 9999
    const char* currencies[] = {"EUR", "JPY", "KWD", "USD"};
    if (Coin()) order.currency = *Currency::Parse(currencies[Below(4)]);
    if (Coin()) order.locale = "de-CH";
    if (Coin()) order.country = "CH";
    order.kind = static_cast<OrderKind>(Below(4));
    const std::int64_t lines = Below(8) + (order.kind == OrderKind::kPurchase ? 1 : 0);
    for (std::int64_t i = 0; i < lines; ++i) {
      OrderLine line{std::to_string(i) + Text(0), 1 + Below(Coin() ? 3 : kLargestQuantity), {}};
      if (order.currency.known() && Coin()) line.unit_price = Amount();
      order.lines.push_back(line);
    }
    if (order.currency.known() && Coin()) order.total = Amount();
    if (Coin()) order.customer.id = Text(1);
    if (Coin()) order.customer.orders = static_cast<std::uint32_t>(Below(UINT32_MAX));
    for (std::int64_t i = Below(5); i > 0; --i) {
      order.customer.prior_skus.push_back(std::to_string(i) + Text(0));
    }
    if (Coin()) order.customer.loyalty_member = Coin();
    order.test = Coin();
    return order;
  }

 private:
  std::int64_t Below(std::int64_t bound) {
    return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(bound));
  }
  bool Coin() { return Below(2) == 1; }
  std::int64_t Amount() { return Below(Coin() ? 100000 : (std::int64_t{1} << 53) - 1); }
  std::string Text(std::int64_t least) {
    const char* pieces[] = {"A", "7", "\"", "\\", "<", "é", "😀", "/", "'", "\xe2\x80\xa8", "-"};
    std::string text;
    for (std::int64_t i = least + Below(9); i > 0; --i) text += pieces[Below(11)];
    return text;
  }

  std::mt19937_64 random_;
};

TEST(OrderToJson, GivesTheSameOrderWhenItIsReadAgain) {
  for (unsigned seed = 0; seed < 2000; ++seed) {
    const Order order = Generator(seed).Make();
    const std::string json = OrderToJson(order);
    const Result<Order> again = ReadOrder(json);
    ASSERT_TRUE(again.ok()) << json << again.error().message;
    ExpectSame(order, again.value());
    EXPECT_TRUE(again.value().notes.empty()) << json;
    if (HasFailure()) FAIL() << "seed " << seed << ": " << json;
  }
}

}  // namespace
}  // namespace afterglow
