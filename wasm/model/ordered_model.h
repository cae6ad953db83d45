// ModelData, checked, with its SKUs in the order of the file: what every section is written from.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "model/model_data.h"
#include "model/neighbour.h"

namespace afterglow {

// All [id].
struct OrderedModel {
  std::vector<std::string> skus;
  std::vector<std::vector<Neighbour>> lists;
  std::vector<CardData> cards;
  std::vector<SkuStatistics> statistics;
};

// kBadTrainingData when `data` breaks a rule stated in model_data.h; the message names the SKU.
Result<OrderedModel> OrderModel(const ModelData& data);

}  // namespace afterglow
