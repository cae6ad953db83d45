#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "model/overlay.h"

namespace afterglow {
namespace {

OverlayData Example() {
  OverlayData data;
  data.valid_from = 1000;
  data.valid_until = 2000;
  data.skus = {{"TENT-2P", {17900, 3, false}},
               {"MAT-01", {-1, 0, false}},
               {"LAMP-3", {-1, kUnknownStock, true}},
               {"PEGS", {0, kUnknownStock - 1, false}},
               {"日本", {std::numeric_limits<std::int64_t>::max(), 1, true}}};
  data.offers = {{"club", true}, {"warranty", false}};
  return data;
}

std::string Refusal(const OverlayData& data) {
  const Result<std::vector<std::uint8_t>> result = WriteOverlay(data);
  if (result.ok()) return "accepted";
  EXPECT_EQ(result.error().code, ErrorCode::kBadOverlay);
  return result.error().message;
}

TEST(Overlay, GivesBackWhatWasWritten) {
  const std::vector<std::uint8_t> bytes = WriteOverlay(Example()).value();
  const Overlay overlay = Overlay::Open(bytes).value();
  EXPECT_TRUE(overlay.Verify().ok());
  EXPECT_EQ(overlay.sku_count(), 5U);
  for (const OverlayData::Sku& sku : Example().skus) {
    SCOPED_TRACE(sku.sku);
    const OverlayEntry entry = overlay.Find(sku.sku);
    EXPECT_EQ(entry.price, sku.entry.price);
    EXPECT_EQ(entry.stock, sku.entry.stock);
    EXPECT_EQ(entry.blocked, sku.entry.blocked);
  }
  EXPECT_EQ(overlay.OfferSwitch("club"), true);
  EXPECT_EQ(overlay.OfferSwitch("warranty"), false);
}

TEST(Overlay, SaysNothingOfWhatItDoesNotHold) {
  const std::vector<std::uint8_t> bytes = WriteOverlay(Example()).value();
  const Overlay overlay = Overlay::Open(bytes).value();
  for (const char* sku : {"", "TENT", "tent-2p", "TENT-2P "}) {
    EXPECT_EQ(overlay.Find(sku).price, -1);
    EXPECT_EQ(overlay.Find(sku).stock, kUnknownStock);
    EXPECT_FALSE(overlay.Find(sku).blocked);
  }
  EXPECT_EQ(overlay.OfferSwitch("insurance"), std::nullopt);
}

TEST(Overlay, IsValidWithinItsTimesOnly) {
  std::vector<std::uint8_t> bytes = WriteOverlay(Example()).value();
  Overlay overlay = Overlay::Open(bytes).value();
  EXPECT_FALSE(overlay.ValidAt(999));
  EXPECT_TRUE(overlay.ValidAt(1000));
  EXPECT_TRUE(overlay.ValidAt(2000));
  EXPECT_FALSE(overlay.ValidAt(2001));
  bytes = WriteOverlay({}).value();
  overlay = Overlay::Open(bytes).value();
  EXPECT_TRUE(overlay.ValidAt(0));
  EXPECT_TRUE(overlay.ValidAt(1LL << 60U));
  EXPECT_EQ(overlay.Find("TENT-2P").price, -1);
}

TEST(Overlay, DoesNotDependOnTheOrderOfItsInput) {
  OverlayData turned = Example();
  std::reverse(turned.skus.begin(), turned.skus.end());
  std::reverse(turned.offers.begin(), turned.offers.end());
  EXPECT_EQ(WriteOverlay(turned).value(), WriteOverlay(Example()).value());
}

TEST(Overlay, WriterRefusesWhatCannotBeMeant) {
  OverlayData data = Example();
  data.skus.push_back({"TENT-2P", {}});
  EXPECT_EQ(Refusal(data), "SKU \"TENT-2P\" is there twice");
  data = Example();
  data.offers.push_back({"club", false});
  EXPECT_EQ(Refusal(data), "offer \"club\" is there twice");
  data = Example();
  data.skus[0].sku = "";
  EXPECT_EQ(Refusal(data), "SKU \"\" has 0 bytes, 1 to 128 are allowed");
  data = Example();
  data.skus[0].entry.price = -2;
  EXPECT_EQ(Refusal(data), "SKU \"TENT-2P\" has a negative price");
  data = Example();
  data.valid_until = 999;
  EXPECT_EQ(Refusal(data), "the overlay ends before it starts");
}

TEST(Overlay, IsRefusedWhenCutOrWithAnyBitFlipped) {
  const std::vector<std::uint8_t> whole = WriteOverlay(Example()).value();
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::vector<std::uint8_t> cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(at));
    cut.shrink_to_fit();
    const Result<Overlay> opened = Overlay::Open(cut);
    ASSERT_FALSE(opened.ok());
    ASSERT_EQ(opened.error().code, ErrorCode::kBadOverlay);
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::vector<std::uint8_t> damaged = whole;
      damaged[at] = static_cast<std::uint8_t>(damaged[at] ^ (1U << bit));
      const Result<Overlay> overlay = Overlay::Open(damaged);
      if (!overlay.ok()) continue;
      ASSERT_FALSE(overlay.value().Verify().ok());
      for (const OverlayData::Sku& sku : Example().skus) {
        ASSERT_GE(overlay.value().Find(sku.sku).price, -1);
      }
      overlay.value().OfferSwitch("club");
    }
  }
}

TEST(Overlay, IsNoModel) {
  EXPECT_EQ(
      Overlay::Open(AsBytes("PK\x03\x04 something else, long enough")).error().message,
      "the overlay does not start like an Afterglow file: wrong file, or an error page in its "
      "place");
}

}  // namespace
}  // namespace afterglow
