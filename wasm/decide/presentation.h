// A candidate as the buyer sees it: texts, price and reason in the buyer's language. One that was
// removed is presented for the merchant: its reason is why it was.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "decide/candidate.h"
#include "decide/decision.h"
#include "decide/offer_candidates.h"
#include "model/words.h"

namespace afterglow {

class Presenter {
 public:
  // Both must outlive the presenter.
  Presenter(const Shop& shop, const LocaleData& words) : shop_(shop), words_(words) {}

  // Fills an empty offer.
  void Present(const Candidate& candidate, Offer& offer) const;

 private:
  // Of the price as it is shown; unknown when none is.
  Currency CurrencyOf(const Candidate& candidate) const;
  // The SKUs of the order that led to the candidate, strongest first, into an empty list.
  void AddCauses(const Candidate& candidate, std::vector<std::string>& because) const;
  std::string TitleOf(std::string_view sku) const;
  void Advertise(const Candidate& candidate, const std::string& line_title, Offer& offer) const;
  std::string Reason(const Candidate& candidate, const std::vector<std::string>& because) const;

  const Shop& shop_;
  const LocaleData& words_;
};

}  // namespace afterglow
