// Finds purchases that a script hands to analytics as literals:
//
//   dataLayer.push({event: "purchase", ecommerce: {…}})       -> the object
//   (window.)dataLayer = [{…}], … = dataLayer || [{…}]        -> the list
//   gtag("event", "purchase", {…})                            -> ["event","purchase",{…}]
//
// Comments, strings and regular expressions are passed over, nothing is evaluated.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace afterglow {

struct DataLayerFinding {
  std::size_t offset;   // of the literal in the script
  std::string json;     // empty when it cannot be used
  const char* problem;  // then why
};

std::vector<DataLayerFinding> FindPurchases(std::string_view script);

}  // namespace afterglow
