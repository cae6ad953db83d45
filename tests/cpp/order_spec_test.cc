// Every recorded payload in tests/spec/orders gives the order, or the error, written beside it.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "order/order_reader.h"

namespace afterglow {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;  // payloads keep their order of keys

std::vector<fs::path> CaseFiles() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(AFTERGLOW_SPEC_DIR "/orders")) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

Json Load(const fs::path& file) {
  std::ifstream in(file);
  return Json::parse(in);
}

std::string PayloadOf(const Json& spec) {
  const Json& payload = spec.at("payload");
  return payload.is_string() ? payload.get<std::string>() : payload.dump();
}

class OrderSpec : public testing::TestWithParam<fs::path> {};

TEST_P(OrderSpec, IsReadAsWritten) {
  const Json spec = Load(GetParam());
  const Result<Order> order = ReadOrder(PayloadOf(spec));
  if (spec.contains("expect")) {
    ASSERT_TRUE(order.ok()) << order.error().message;
    EXPECT_EQ(Json::parse(OrderToJson(order.value())).dump(2), spec["expect"].dump(2));
    return;
  }
  ASSERT_FALSE(order.ok()) << OrderToJson(order.value());
  const Json& error = spec.at("error");
  EXPECT_EQ(static_cast<int>(order.error().code), error.at("code").get<int>());
  EXPECT_EQ(order.error().message, error.at("message").get<std::string>());
  EXPECT_EQ(order.error().offset, error.at("offset").get<std::uint64_t>());
}

// What the module says about an order can be given to the module again.
TEST_P(OrderSpec, IsTheSameWhenItsCanonicalFormIsReadAgain) {
  const Result<Order> order = ReadOrder(PayloadOf(Load(GetParam())));
  if (!order.ok()) return;  // an error has no canonical form
  Order expected = order.value();
  expected.format = "canonical";
  expected.notes.clear();
  const Result<Order> again = ReadOrder(OrderToJson(order.value()));
  ASSERT_TRUE(again.ok()) << again.error().message;
  EXPECT_EQ(OrderToJson(again.value()), OrderToJson(expected));
}

INSTANTIATE_TEST_SUITE_P(Recorded, OrderSpec, testing::ValuesIn(CaseFiles()),
                         [](const auto& param) {
                           std::string name = param.param.stem().string();
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace afterglow
