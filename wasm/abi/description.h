// A model described as JSON, for `afterglow inspect` and the playground.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "model/model.h"

namespace afterglow {

// {"format_version","checksum","skus","edges","bits_per_edge","settings":{…},"sections":[…]}
std::string DescribeModel(const Model& model);

// {"sku","card":{…},"prior","repurchase":{…},"neighbours":[{"sku","title","weight"}]}; kBadArgument
// for a SKU the model does not know.
Result<std::string> DescribeSku(const Model& model, std::string_view sku);

}  // namespace afterglow
