// A candidate as the buyer sees it: texts, price and reason in the buyer's language.
#pragma once

#include <string>

#include "decide/candidate.h"
#include "decide/decision.h"
#include "model/model.h"
#include "model/words.h"
#include "order/order.h"

namespace afterglow {

class Presenter {
 public:
  // All three must outlive the presenter.
  Presenter(const Model& model, const LocaleData& words, const Order& order, std::string locale);

  Offer Present(const Candidate& candidate) const;

 private:
  bool prices_apply() const;
  std::string Reason(const Candidate& candidate) const;

  const Model& model_;
  const LocaleData& words_;
  const Order& order_;
  std::string locale_;
};

}  // namespace afterglow
