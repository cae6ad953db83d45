// A small shop of camping gear as ModelData, for tests that need a model to hand.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/model_data.h"
#include "model/model_writer.h"

namespace afterglow {

// Eight SKUs in three categories; TENT-2P goes with MAT-01, LAMP-3, PEGS-12 and BAG-40, in this
// order; "NEW-1" has no neighbours, no card and no prior. Prices in EUR; scores up to 2 are
// calibrated to probabilities up to 0.2.
inline ModelData SmallShop() {
  ModelData data;
  data.skus = {"TENT-2P", "MAT-01", "LAMP-3", "PEGS-12", "BAG-40", "STOVE", "GAS-230", "NEW-1"};
  data.neighbours = {
      {{1, 1.6F}, {2, 0.8F}, {3, 0.4F}, {4, 0.2F}},
      {{0, 1.2F}, {4, 0.6F}, {2, 0.15F}},
      {{0, 0.5F}, {6, 0.25F}},
      {{0, 1.0F}},
      {{1, 0.7F}, {0, 0.3F}},
      {{6, 1.9F}, {2, 0.3F}},
      {{5, 0.9F}},
      {},
  };
  const auto card = [](std::string title, std::string slug, std::string category,
                       std::int64_t price, std::int64_t margin) {
    CardData c;
    c.title = std::move(title);
    c.url = "https://shop.example/p/" + slug;
    c.image = "https://shop.example/i/" + slug + ".jpg";
    c.category = std::move(category);
    c.price = price;
    c.margin = margin;
    return c;
  };
  data.cards = {
      card("Trail Tent 2P", "trail-tent-2p", "Tents", 19900, 6000),
      card("Sleeping Mat", "sleeping-mat", "Sleeping", 5900, -1),
      card("Camp Lamp <3>", "camp-lamp", "Cooking & Light", 2450, 900),
      card("Pegs, 12 pieces", "pegs-12", "Tents", 990, -1),
      card("Schlafsack für −5 °C", "schlafsack", "Sleeping", 8900, 4200),
      card("Gas Stove", "gas-stove", "Cooking & Light", 3999, -1),
      card("Gas 230 g", "gas-230", "Cooking & Light", 599, 200),
      {},
  };
  data.statistics = {
      {1.0F, 0.02F, {0, 0, 0}},    {0.6F, 0.05F, {0, 0, 0}}, {0.5F, 0.04F, {0, 0, 0}},
      {0.3F, 0.10F, {0, 0, 0}},    {0.4F, 0.01F, {0, 0, 0}}, {0.25F, 0.02F, {0, 0, 0}},
      {0.8F, 0.60F, {14, 30, 55}}, {0, 0, {0, 0, 0}},
  };
  data.calibration = {{0.0F, 0.0F}, {0.5F, 0.04F}, {1.0F, 0.1F}, {2.0F, 0.2F}};
  data.settings.history_weight = 0.5F;
  data.settings.history_decay = 0.9F;
  data.settings.prior_weight = 0.05F;
  data.settings.currency = *Currency::Parse("EUR");
  data.settings.trained_until = 1'763'000'000;
  return data;
}

// The bytes of a model file. Precondition: `data` is valid, as SmallShop() is.
inline std::vector<std::uint8_t> Packed(const ModelData& data = SmallShop()) {
  return WriteModel(data).value();
}

}  // namespace afterglow
