#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <string_view>

#include "order/json_tree.h"

namespace afterglow {
namespace {

using Json = nlohmann::json;

TEST(JsonTree, FindsTheLastOfDuplicateKeysAndNothingInScalars) {
  const std::string payload = R"({"a":1,"b":[true,null,{"c":"\n"}],"a":{"d":2.50}})";
  JsonTree tree;
  ASSERT_TRUE(tree.Parse(payload, {1000, 8}).ok());
  const JsonValue root = tree.root();
  EXPECT_EQ(root["a"]["d"].text(), "2.50");
  EXPECT_EQ(root["b"].size(), 3U);
  EXPECT_EQ(root["b"].offset(), 11U);
  EXPECT_FALSE(root["b"]["c"].present());
  EXPECT_FALSE(root["x"]["y"]["z"].present());
  std::string kinds;
  for (JsonValue one : root["b"]) kinds += std::to_string(static_cast<int>(one.kind()));
  EXPECT_EQ(kinds, "216");
}

TEST(JsonTree, PointsAtEachValue) {
  const std::string payload = "\xef\xbb\xbf [ 1 ,\"\\\"]\" , -2.5e3,{ \"k\" : false } ,null]\n";
  JsonTree tree;
  ASSERT_TRUE(tree.Parse(payload, {1000, 8}).ok());
  std::string starts;
  for (JsonValue one : tree.root()) starts += payload[one.offset()];
  EXPECT_EQ(starts, "1\"-{n");
}

// Whether the tree says what nlohmann/json says. Numbers are compared as it understands them.
bool Same(JsonValue ours, const Json& theirs) {
  switch (ours.kind()) {
    case JsonKind::kMissing:
      return false;
    case JsonKind::kNull:
      return theirs.is_null();
    case JsonKind::kBoolean:
      return theirs.is_boolean() && ours.is_true() == theirs.get<bool>();
    case JsonKind::kNumber:
      return theirs.is_number() && Json::parse(ours.text()) == theirs;
    case JsonKind::kText:
      return theirs.is_string() && ours.text() == theirs.get_ref<const std::string&>();
    case JsonKind::kArray: {
      if (!theirs.is_array() || ours.size() != theirs.size()) return false;
      std::size_t at = 0;
      for (JsonValue one : ours) {
        if (!Same(one, theirs[at++])) return false;
      }
      return true;
    }
    case JsonKind::kObject:
      if (!theirs.is_object()) return false;
      for (const auto& [key, value] : theirs.items()) {
        if (!Same(ours[key], value)) return false;
      }
      for (JsonValue one : ours) {
        if (!theirs.contains(std::string(one.key()))) return false;
      }
      return true;
  }
  return false;
}

// nlohmann/json takes NUL for the end of the text and refuses numbers no double can hold; RFC 8259
// says otherwise, and so do we.
bool IsKnownDifference(const std::string& text) {
  if (text.find('\0') != std::string::npos) return true;
  struct : nlohmann::json_sax<Json> {
    bool overflow = false;
    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool string(string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool start_object(std::size_t) override { return true; }
    bool key(string_t&) override { return true; }
    bool end_object() override { return true; }
    bool start_array(std::size_t) override { return true; }
    bool end_array() override { return true; }
    bool parse_error(std::size_t, const std::string&,
                     const nlohmann::detail::exception& error) override {
      overflow = error.id == 406;
      return false;
    }
  } listener;
  Json::sax_parse(text, &listener);
  return listener.overflow;
}

TEST(JsonTree, AgreesWithNlohmannJsonOnValidAndDamagedTexts) {
  const std::string seeds[] = {
      R"({"order_id":"1","lines":[{"sku":"A","quantity":2,"unit_price":"1.50"}],"total":3.0e0})",
      R"([0,-0,1,-1.5,1e9,1E-9,0.1,12345678901234567890,[],{},[[]],{"":{}},"",null,true,false])",
      "{\"a\\u00e9\":\"\\ud83d\\ude00\\\"\\\\\\/"
      "\\b\\f\\n\\r\\t\\u0000\",\"\xc3\xa9\":\"\xe2\x82\xac\xf0\x9f\x98\x80\"}",
      " [ 1 , 2 ,\t{ \"k\" : \r\n[ ] } ] ", "{\"a\":1,\"a\":[2],\"b\":\"x\",\"a\":3}"};
  const std::string_view pieces[] = {"\"",
                                     "\\",
                                     "{",
                                     "}",
                                     "[",
                                     "]",
                                     ",",
                                     ":",
                                     "0",
                                     "1",
                                     "-",
                                     ".",
                                     "e",
                                     "+",
                                     "u",
                                     "\\ud83d",
                                     "\\udc00",
                                     "\\u00",
                                     "\xff",
                                     "\xed\xa0\x80",
                                     "\xc3",
                                     " ",
                                     "\n",
                                     "\x01",
                                     "null",
                                     "tru",
                                     "\xef\xbb\xbf",
                                     "/",
                                     "1e400"};
  std::mt19937 random(20261121);
  int accepted = 0, refused = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text = seeds[random() % std::size(seeds)];
    for (unsigned edits = random() % 4; edits > 0; --edits) {
      const std::size_t at = random() % (text.size() + 1);
      const std::size_t gone = std::min<std::size_t>(random() % 3, text.size() - at);
      text.replace(at, gone, random() % 4 == 0 ? "" : pieces[random() % std::size(pieces)]);
    }
    if (IsKnownDifference(text)) continue;
    const Json theirs = Json::parse(text, nullptr, false);
    JsonTree tree;
    const Status ours = tree.Parse(text, {1 << 16, 1000});
    ASSERT_EQ(ours.ok(), !theirs.is_discarded()) << text;
    if (ours.ok()) {
      ++accepted;
      ASSERT_TRUE(Same(tree.root(), theirs)) << text;
    } else {
      ++refused;
      ASSERT_LE(ours.error().offset, text.size()) << text;
    }
  }
  EXPECT_GT(accepted, 2000);
  EXPECT_GT(refused, 2000);
}

}  // namespace
}  // namespace afterglow
