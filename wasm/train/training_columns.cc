#include "train/training_columns.h"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace afterglow {
namespace {

Error BadColumn(std::string_view name, std::string_view what) {
  return {ErrorCode::kBadTrainingData, "column " + std::string(name) + ": " + std::string(what), 0};
}

// Removes `prefix` from the front of `name`, if it is there.
bool Consume(std::string_view& name, std::string_view prefix) {
  if (name.substr(0, prefix.size()) != prefix) return false;
  name.remove_prefix(prefix.size());
  return true;
}

// An optional per-SKU column: absent, or as long as there are SKUs.
template <typename T>
Status CheckLength(std::string_view name, const std::vector<T>& column, std::uint32_t sku_count) {
  if (column.empty() || column.size() == sku_count) return Nothing{};
  return BadColumn(name, "has " + std::to_string(column.size()) + " values for " +
                             std::to_string(sku_count) + " SKUs");
}

// A column of that many sums.
template <typename T>
Status CheckCounted(std::string_view name, const std::vector<T>& column, std::uint32_t length) {
  if (column.size() != length) {
    return BadColumn(
        name, "has " + std::to_string(column.size()) + " values, needs " + std::to_string(length));
  }
  for (const T value : column) {
    // A NaN fails both comparisons.
    if (!(value >= 0) || !(value <= static_cast<T>(3.0e38))) {
      return BadColumn(name, "holds a value that is negative or not finite");
    }
  }
  return Nothing{};
}

}  // namespace

template <typename Visit>
bool TrainingColumns::VisitCounts(CountColumns& counts, std::string_view name, Visit visit) {
  if (name == "together.a") return visit(counts.together.row);
  if (name == "together.b") return visit(counts.together.column);
  if (name == "together.weight") return visit(counts.together.value);
  if (name == "next.a") return visit(counts.next.row);
  if (name == "next.b") return visit(counts.next.column);
  if (name == "next.weight") return visit(counts.next.value);
  if (name == "next.mass") return visit(counts.next_mass);
  if (name == "order_weight") return visit(counts.order_weight);
  if (name == "followed_weight") return visit(counts.followed_weight);
  if (name == "popularity") return visit(counts.popularity);
  if (name == "discovery") return visit(counts.discovery);
  if (name == "orders") return visit(counts.orders);
  if (name == "order_count") return visit(counts.order_count);
  return false;
}

// Calls visit(vector) with the column of that name; false when there is none.
template <typename Visit>
bool TrainingColumns::VisitColumn(std::string_view name, Visit visit) {
  if (Consume(name, "full.")) return VisitCounts(full_, name, visit);
  if (Consume(name, "fit.")) return VisitCounts(fit_, name, visit);
  if (name == "price") return visit(price_);
  if (name == "margin") return visit(margin_);
  if (name == "offered") return visit(offered_);
  if (name == "repeat") return visit(repeat_);
  if (name == "returning_share") return visit(returning_share_);
  if (name == "context.weight") return visit(context_weights_);
  if (name == "days25") return visit(days_[0]);
  if (name == "days50") return visit(days_[1]);
  if (name == "days75") return visit(days_[2]);
  const auto lists = [&](std::string_view prefix, ListColumn& column) {
    std::string_view rest = name;
    if (!Consume(rest, prefix)) return false;
    return rest == ".size" ? visit(column.size) : rest == ".item" && visit(column.item);
  };
  const auto texts = [&](std::string_view prefix, TextColumn& column) {
    std::string_view rest = name;
    if (!Consume(rest, prefix)) return false;
    return rest == ".size" ? visit(column.size) : rest == ".bytes" && visit(column.bytes);
  };
  return lists("basket", baskets_) || lists("history", histories_) || lists("target", targets_) ||
         texts("sku", sku_) || texts("title", title_) || texts("url", url_) ||
         texts("image", image_) || texts("category", category_);
}

Status TrainingColumns::Put(std::string_view name, Bytes values) {
  bool whole = true;
  const bool known = VisitColumn(name, [&](auto& column) {
    constexpr std::size_t kSize = sizeof(column[0]);
    whole = values.size() % kSize == 0;
    if (!whole || values.empty()) return true;
    const std::size_t at = column.size();
    column.resize(at + values.size() / kSize);
    std::memcpy(column.data() + at, values.data(), values.size());
    return true;
  });
  if (!known) return BadColumn(name, "is not a column of the trainer");
  if (!whole) return BadColumn(name, "was given part of a value");
  return Nothing{};
}

Status TrainingColumns::Reserve(std::string_view name, std::uint32_t values) {
  const bool known = VisitColumn(name, [&](auto& column) {
    column.reserve(column.size() + values);
    return true;
  });
  if (!known) return BadColumn(name, "is not a column of the trainer");
  return Nothing{};
}

void TrainingColumns::PutSection(std::array<char, 4> tag, Bytes bytes) {
  sections_.push_back({tag, {bytes.begin(), bytes.end()}});
}

std::vector<OpaqueSection> TrainingColumns::TakeSections() { return std::move(sections_); }

Result<Counts> TrainingColumns::TakeCounts(std::string_view name, CountColumns& columns,
                                           std::uint32_t sku_count) {
  Counts counts;
  counts.sku_count = sku_count;
  const std::string prefix(name);
  Result<SparseMatrix> together =
      SymmetricFromEntries(prefix + ".together", std::move(columns.together), sku_count);
  if (!together.ok()) return together.error();
  counts.together = std::move(together.value());
  Result<SparseMatrix> next =
      MatrixFromEntries(prefix + ".next", std::move(columns.next), sku_count);
  if (!next.ok()) return next.error();
  counts.next = std::move(next.value());

  counts.popularity = std::move(columns.popularity);
  counts.discovery = std::move(columns.discovery);
  counts.next_mass = std::move(columns.next_mass);
  if (Status s = CheckCounted(prefix + ".popularity", counts.popularity, sku_count); !s.ok()) {
    return s.error();
  }
  if (Status s = CheckCounted(prefix + ".discovery", counts.discovery, sku_count); !s.ok()) {
    return s.error();
  }
  if (Status s = CheckCounted(prefix + ".next.mass", counts.next_mass, sku_count); !s.ok()) {
    return s.error();
  }
  if (Status s = CheckCounted(prefix + ".order_weight", columns.order_weight, 1); !s.ok()) {
    return s.error();
  }
  if (Status s = CheckCounted(prefix + ".followed_weight", columns.followed_weight, 1); !s.ok()) {
    return s.error();
  }
  counts.order_weight = columns.order_weight[0];
  counts.followed_weight = columns.followed_weight[0];
  counts.orders = std::move(columns.orders);
  if (counts.orders.size() != sku_count) {
    return BadColumn(prefix + ".orders", "needs one value for each SKU");
  }
  if (columns.order_count.size() != 1) {
    return BadColumn(prefix + ".order_count", "needs exactly one value");
  }
  counts.order_count = columns.order_count[0];
  columns = {};
  return counts;
}

Result<SkuLists> TrainingColumns::TakeLists(std::string_view name, ListColumn& column,
                                            std::uint32_t sku_count) {
  SkuLists lists;
  lists.start.reserve(column.size.size() + 1);
  lists.start.push_back(0);
  for (const std::uint32_t size : column.size) lists.start.push_back(lists.start.back() + size);
  lists.item = std::move(column.item);
  column = {};
  if (lists.start.back() != lists.item.size()) {
    return BadColumn(name, "the sizes of its lists do not add up to its items");
  }
  for (const std::uint32_t sku : lists.item) {
    if (sku >= sku_count) return BadColumn(name, "names a SKU that is not there");
  }
  return lists;
}

Result<std::vector<std::string>> TrainingColumns::TakeTexts(std::string_view name,
                                                            TextColumn& column,
                                                            std::uint32_t sku_count) {
  if (Status s = CheckLength(name, column.size, sku_count); !s.ok()) return s.error();
  std::vector<std::string> texts(sku_count);
  std::size_t at = 0;
  for (std::size_t k = 0; k < column.size.size(); ++k) {
    if (column.bytes.size() - at < column.size[k]) {
      return BadColumn(name, "the sizes of its texts do not add up to its bytes");
    }
    texts[k].assign(reinterpret_cast<const char*>(column.bytes.data()) + at, column.size[k]);
    at += column.size[k];
  }
  if (at != column.bytes.size()) {
    return BadColumn(name, "the sizes of its texts do not add up to its bytes");
  }
  column = {};
  return texts;
}

Result<std::vector<std::uint32_t>> TrainingColumns::NumberCategories() const {
  TextColumn copy = category_;
  Result<std::vector<std::string>> texts = TakeTexts("category", copy, sku_count());
  if (!texts.ok()) return texts.error();
  std::vector<std::string> names = texts.value();
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  const std::uint32_t first = !names.empty() && names[0].empty() ? 0 : 1;
  std::vector<std::uint32_t> numbers;
  numbers.reserve(texts.value().size());
  for (const std::string& text : texts.value()) {
    const auto at = std::lower_bound(names.begin(), names.end(), text);
    numbers.push_back(static_cast<std::uint32_t>(at - names.begin()) + first);
  }
  return numbers;
}

Result<Counts> TrainingColumns::TakeFullCounts() {
  return TakeCounts("full", full_, static_cast<std::uint32_t>(full_.popularity.size()));
}

Result<LearnInput> TrainingColumns::TakeLearnInput() {
  LearnInput input;
  const std::uint32_t skus = sku_count();
  if (skus == 0) return BadColumn("sku", "training needs at least one SKU");
  // The larger set first: its columns are freed before the second is made.
  Result<Counts> full = TakeCounts("full", full_, skus);
  if (!full.ok()) return full.error();
  input.full = std::move(full.value());
  Result<Counts> fit = TakeCounts("fit", fit_, skus);
  if (!fit.ok()) return fit.error();
  input.fit = std::move(fit.value());

  struct {
    const char* name;
    ListColumn& column;
    SkuLists& lists;
  } const parts[] = {{"basket", baskets_, input.validation.baskets},
                     {"history", histories_, input.validation.histories},
                     {"target", targets_, input.validation.targets}};
  for (const auto& part : parts) {
    Result<SkuLists> lists = TakeLists(part.name, part.column, skus);
    if (!lists.ok()) return lists.error();
    part.lists = std::move(lists.value());
  }
  Contexts& contexts = input.validation;
  if (!context_weights_.empty()) {
    const auto count = static_cast<std::uint32_t>(contexts.size());
    if (Status s = CheckCounted("context.weight", context_weights_, count); !s.ok()) {
      return s.error();
    }
    contexts.weights = std::move(context_weights_);
  }
  if (contexts.histories.size() != contexts.size() || contexts.targets.size() != contexts.size()) {
    return BadColumn("basket", "baskets, histories and targets must be equally many");
  }
  if (Status s = CheckCounted("returning_share", returning_share_, 1); !s.ok()) return s.error();
  input.returning_share = returning_share_[0];
  if (Status s = CheckLength("offered", offered_, skus); !s.ok()) return s.error();
  input.offered = offered_;
  Result<std::vector<std::uint32_t>> categories = NumberCategories();
  if (!categories.ok()) return categories.error();
  input.categories = std::move(categories.value());
  return input;
}

Result<ModelData> TrainingColumns::TakeModelData(Learned learned, Settings settings) {
  const std::uint32_t skus = sku_count();
  ModelData data;
  std::vector<std::string> titles, urls, images, categories;
  struct {
    const char* name;
    TextColumn& column;
    std::vector<std::string>& texts;
  } const parts[] = {{"title", title_, titles},
                     {"url", url_, urls},
                     {"image", image_, images},
                     {"category", category_, categories},
                     {"sku", sku_, data.skus}};
  for (const auto& part : parts) {
    Result<std::vector<std::string>> texts = TakeTexts(part.name, part.column, skus);
    if (!texts.ok()) return texts.error();
    part.texts = std::move(texts.value());
  }
  if (Status s = CheckLength("price", price_, skus); !s.ok()) return s.error();
  if (Status s = CheckLength("margin", margin_, skus); !s.ok()) return s.error();
  if (Status s = CheckLength("repeat", repeat_, skus); !s.ok()) return s.error();
  for (const auto& days : days_) {
    if (Status s = CheckLength("days", days, skus); !s.ok()) return s.error();
  }
  data.cards.resize(skus);
  data.statistics.resize(skus);
  for (std::uint32_t k = 0; k < skus; ++k) {
    CardData& card = data.cards[k];
    card.title = std::move(titles[k]);
    card.url = std::move(urls[k]);
    card.image = std::move(images[k]);
    card.category = std::move(categories[k]);
    if (!price_.empty()) card.price = price_[k];
    if (!margin_.empty()) card.margin = margin_[k];
    SkuStatistics& statistics = data.statistics[k];
    const bool offered = offered_.empty() || offered_[k] != 0;
    statistics.prior = offered ? learned.priors[k] : 0;
    if (!repeat_.empty()) statistics.repeat_propensity = repeat_[k];
    for (std::size_t q = 0; q < 3; ++q) {
      if (!days_[q].empty()) statistics.repurchase_days[q] = days_[q][k];
    }
  }
  // The largest prior is 1 by the model's contract, also when the best seller is not offered.
  float most = 0;
  for (const SkuStatistics& statistics : data.statistics) most = std::max(most, statistics.prior);
  if (most > 0) {
    for (SkuStatistics& statistics : data.statistics) statistics.prior /= most;
    learned.prior_weight *= most;
  }
  data.neighbours = std::move(learned.neighbours);
  data.calibration = std::move(learned.calibration);
  settings.history_weight = learned.history_weight;
  settings.history_decay = learned.history_decay;
  settings.prior_weight = learned.prior_weight;
  data.settings = settings;
  data.opaque = std::move(sections_);
  return data;
}

}  // namespace afterglow
