// Attacks what the build hands to the trainer as text: overlay, offers, settings and options, and
// the frames of template files. Any bytes give a value or an error that says what was expected;
// what is read can be written, or is refused with a reason; what is written opens as undamaged.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "abi/offers_json.h"
#include "abi/overlay_json.h"
#include "abi/template_frames.h"
#include "abi/trainer_options.h"
#include "model/offers.h"

namespace {

using namespace afterglow;

void Require(bool holds) {
  if (!holds) std::abort();
}

template <typename T>
bool Read(const Result<T>& result) {
  if (result.ok()) return true;
  Require(result.error().code != ErrorCode::kOk && !result.error().message.empty());
  return false;
}

void CheckOverlay(std::string_view text) {
  const Result<OverlayData> data = ReadOverlay(text);
  if (!Read(data)) return;
  const Result<std::vector<std::uint8_t>> file = WriteOverlay(data.value());
  if (!Read(file)) return;
  const Result<Overlay> opened = Overlay::Open(file.value());
  Require(opened.ok() && opened.value().Verify().ok());
  for (const OverlayData::Sku& sku : data.value().skus) {
    const OverlayEntry found = opened.value().Find(sku.sku);
    Require(found.price == sku.entry.price && found.stock == sku.entry.stock &&
            found.blocked == sku.entry.blocked);
  }
  for (const OverlayData::Offer& offer : data.value().offers) {
    Require(opened.value().OfferSwitch(offer.offer_id) == offer.on);
  }
}

void CheckOffers(std::string_view text) {
  const Result<OfferBook> book = ReadOffersJson(text);
  if (!Read(book)) return;
  const Result<std::vector<std::uint8_t>> section = WriteOffers(book.value());
  if (!Read(section)) return;
  Require(Offers::Open(section.value()).count() == book.value().offers.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 8) {
    case 0:
    case 1:
      CheckOverlay(text);
      break;
    case 2:
    case 3:
    case 4:
      CheckOffers(text);
      break;
    case 5:
      Read(ReadSettings(text));
      break;
    case 6:
      Read(ReadLearnOptions(text));
      Read(ReadSolveOptions(text, 1000));
      Read(ReadWeightsOptions(text, 1000));
      break;
    case 7:
      Read(ReadTemplateFiles(AsBytes(text)));
      break;
  }
  return 0;
}
