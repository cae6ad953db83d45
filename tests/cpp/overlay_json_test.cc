// The overlay as JSON: what is of another shape than documented is an error that names the place.
#include "abi/overlay_json.h"

#include <gtest/gtest.h>

namespace afterglow {
namespace {

std::string Refusal(std::string_view json) {
  const Result<OverlayData> read = ReadOverlay(json);
  if (read.ok()) return "read";
  EXPECT_EQ(read.error().code, ErrorCode::kBadOverlay);
  return read.error().message;
}

TEST(OverlayJson, WhatItSaysIsRead) {
  const Result<OverlayData> read = ReadOverlay(R"({
    "currency": "JPY", "valid_from": 1790000000, "valid_until": 1790086400,
    "skus": [{"sku": "TENT-2P", "price": "19900", "stock": 0, "blocked": true}, {"sku": "BAG-40"}],
    "offers": [{"offer_id": "club", "on": false}]})");
  ASSERT_TRUE(read.ok()) << read.error().message;
  const OverlayData& data = read.value();
  EXPECT_EQ(data.valid_from, 1790000000);
  EXPECT_EQ(data.valid_until, 1790086400);
  ASSERT_EQ(data.skus.size(), 2U);
  EXPECT_EQ(data.skus[0].sku, "TENT-2P");
  EXPECT_EQ(data.skus[0].entry.price, 19900);
  EXPECT_EQ(data.skus[0].entry.stock, 0U);
  EXPECT_TRUE(data.skus[0].entry.blocked);
  EXPECT_EQ(data.skus[1].entry.price, -1);
  EXPECT_EQ(data.skus[1].entry.stock, kUnknownStock);
  ASSERT_EQ(data.offers.size(), 1U);
  EXPECT_FALSE(data.offers[0].on);
}

TEST(OverlayJson, AnEmptyObjectChangesNothing) {
  const Result<OverlayData> read = ReadOverlay("{}");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read.value().valid_from, 0);
  EXPECT_TRUE(read.value().skus.empty());
}

TEST(OverlayJson, ATimeThatIsNoNumberOfSecondsIsNamed) {
  for (const char* time : {"\"2026-11-22\"", "1.5", "true", "[]", "{}", "18446744073709551615"}) {
    EXPECT_EQ(Refusal(std::string(R"({"valid_from": )") + time + "}"),
              "overlay.valid_from: expected Unix seconds");
    EXPECT_EQ(Refusal(std::string(R"({"valid_until": )") + time + "}"),
              "overlay.valid_until: expected Unix seconds");
  }
}

TEST(OverlayJson, AListThatIsNoneIsNamed) {
  for (const char* list : {"1", "\"x\"", "true", "{}"}) {
    EXPECT_EQ(Refusal(std::string(R"({"skus": )") + list + "}"),
              "overlay.skus: expected a list of {sku, price, stock, blocked}");
    EXPECT_EQ(Refusal(std::string(R"({"offers": )") + list + "}"),
              "overlay.offers: expected a list of {offer_id, on}");
  }
}

TEST(OverlayJson, AnEntryOfAnotherShapeIsNamedByItsPlace) {
  for (const char* entry :
       {"1", "\"x\"", "[]", "{}", R"({"sku": 5})", R"({"sku": "A", "price": 5})",
        R"({"sku": "A", "price": "-1"})", R"({"sku": "A", "price": "a"})",
        R"({"sku": "A", "stock": -1})", R"({"sku": "A", "stock": "1"})",
        R"({"sku": "A", "stock": 4294967295})", R"({"sku": "A", "blocked": 1})"}) {
    EXPECT_EQ(Refusal(std::string(R"({"skus": [{"sku": "OK"}, )") + entry + "]}"),
              "overlay.skus.1: expected {sku, price, stock, blocked}");
  }
  for (const char* entry :
       {"1", "[]", "{}", R"({"offer_id": "a"})", R"({"offer_id": 1, "on": true})",
        R"({"offer_id": "a", "on": "yes"})"}) {
    EXPECT_EQ(Refusal(std::string(R"({"offers": [)") + entry + "]}"),
              "overlay.offers.0: expected {offer_id, on}");
  }
}

TEST(OverlayJson, WhatIsNoObjectIsRefused) {
  for (const char* text : {"", "[]", "null", "1", "{", "{\"skus\": [}"}) {
    EXPECT_EQ(Refusal(text), "overlay: expected one JSON object");
  }
}

TEST(OverlayJson, AnEntryThatIsNestedWithoutEndIsRefused) {
  std::string deep(200'000, '[');
  deep += std::string(200'000, ']');
  EXPECT_EQ(Refusal(R"({"skus": [)" + deep + "]}"),
            "overlay.skus.0: expected {sku, price, stock, blocked}");
}

}  // namespace
}  // namespace afterglow
