// Columns as they are streamed in, and the counts they become.
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <utility>

#include "train/sparse_matrix.h"
#include "train/training_columns.h"

namespace afterglow {
namespace {

using Cells = std::map<std::pair<std::uint32_t, std::uint32_t>, float>;

template <typename T>
Bytes BytesOf(const std::vector<T>& values) {
  return {reinterpret_cast<const std::uint8_t*>(values.data()), values.size() * sizeof(T)};
}

template <typename T>
void Put(TrainingColumns& columns, std::string_view name, const std::vector<T>& values) {
  const Status status = columns.Put(name, BytesOf(values));
  ASSERT_TRUE(status.ok()) << status.error().message;
}

void PutTexts(TrainingColumns& columns, const std::string& name,
              const std::vector<std::string>& texts) {
  std::vector<std::uint32_t> sizes;
  std::string bytes;
  for (const std::string& text : texts) {
    sizes.push_back(static_cast<std::uint32_t>(text.size()));
    bytes += text;
  }
  Put(columns, name + ".size", sizes);
  ASSERT_TRUE(columns.Put(name + ".bytes", AsBytes(bytes)).ok());
}

// Three SKUs a, b, c; a with b once.
TrainingColumns SmallShop() {
  TrainingColumns columns;
  PutTexts(columns, "sku", {"a", "b", "c"});
  PutTexts(columns, "title", {"A", "", "C"});
  PutTexts(columns, "url", {"", "", ""});
  PutTexts(columns, "image", {"", "", ""});
  PutTexts(columns, "category", {"x", "", "x"});
  Put<double>(columns, "returning_share", {0.5});
  for (const std::string span : {"full.", "fit."}) {
    Put<std::uint32_t>(columns, span + "together.a", {0, 0, 1, 2});
    Put<std::uint32_t>(columns, span + "together.b", {0, 1, 1, 2});
    Put<float>(columns, span + "together.weight", {1, 0.5F, 1, 1});
    Put<float>(columns, span + "popularity", {4, 2, 1});
    Put<float>(columns, span + "discovery", {1, 0, 0});
    Put<double>(columns, span + "next.mass", {0, 0, 0});
    Put<double>(columns, span + "order_weight", {4});
    Put<double>(columns, span + "followed_weight", {0});
    Put<std::uint32_t>(columns, span + "orders", {4, 2, 1});
    Put<std::uint64_t>(columns, span + "order_count", {5});
  }
  return columns;
}

Cells CellsOf(const SparseMatrix& matrix) {
  Cells cells;
  for (std::size_t r = 0; r < matrix.rows(); ++r) {
    const auto columns = matrix.columns(r);
    for (std::size_t k = 0; k < columns.size(); ++k) {
      if (k > 0) EXPECT_LT(columns[k - 1], columns[k]) << "columns rise";
      cells[{static_cast<std::uint32_t>(r), columns[k]}] = matrix.values(r)[k];
    }
  }
  return cells;
}

TEST(SparseMatrixTest, HoldsWhatAMapHoldsWhateverTheOrderOfTheEntries) {
  std::mt19937 random(1);
  for (int round = 0; round < 50; ++round) {
    const std::uint32_t skus = 1 + random() % 20;
    Cells one_sided, symmetric;
    Entries entries;
    for (int k = 0; k < 60; ++k) {
      const std::uint32_t a = random() % skus, b = random() % skus;
      if (one_sided.contains({a, b}) || one_sided.contains({b, a})) continue;
      const auto value = static_cast<float>(1 + random() % 100);
      one_sided[{a, b}] = value;
      symmetric[{a, b}] = symmetric[{b, a}] = value;
      entries.row.push_back(a);
      entries.column.push_back(b);
      entries.value.push_back(value);
    }
    const Result<SparseMatrix> plain = MatrixFromEntries("m", entries, skus);
    ASSERT_TRUE(plain.ok()) << plain.error().message;
    EXPECT_EQ(CellsOf(plain.value()), one_sided);
    const Result<SparseMatrix> both = SymmetricFromEntries("m", entries, skus);
    ASSERT_TRUE(both.ok()) << both.error().message;
    EXPECT_EQ(CellsOf(both.value()), symmetric);
  }
}

TEST(SparseMatrixTest, RefusesEntriesThatCannotBeCounts) {
  const auto message = [](Entries entries) {
    const Result<SparseMatrix> made = SymmetricFromEntries("fit.together", std::move(entries), 3);
    return made.ok() ? std::string() : made.error().message;
  };
  EXPECT_EQ(message({{0}, {1, 2}, {1}}),
            "fit.together: rows, columns and values must be equally many");
  EXPECT_EQ(message({{0}, {3}, {1}}),
            "fit.together: entry 0 names a SKU that is not there; expected numbers below 3");
  for (const float bad : {0.0F, -1.0F, std::numeric_limits<float>::quiet_NaN(),
                          std::numeric_limits<float>::infinity()}) {
    EXPECT_EQ(message({{0}, {1}, {bad}}), "fit.together: entry 0 is not a positive, finite count");
  }
  EXPECT_EQ(message({{0, 1}, {1, 0}, {1, 1}}),
            "fit.together: the pair of SKUs 0 and 1 is counted twice");
}

TEST(TrainingColumnsTest, BecomeCountsAndCards) {
  TrainingColumns columns = SmallShop();
  Result<LearnInput> input = columns.TakeLearnInput();
  ASSERT_TRUE(input.ok()) << input.error().message;
  EXPECT_EQ(CellsOf(input.value().full.together),
            (Cells{{{0, 0}, 1}, {{0, 1}, 0.5F}, {{1, 0}, 0.5F}, {{1, 1}, 1}, {{2, 2}, 1}}));
  EXPECT_EQ(input.value().fit.order_count, 5U);
  EXPECT_EQ(input.value().categories, (std::vector<std::uint32_t>{1, 0, 1}));

  Learned learned;
  learned.neighbours = {{{1, 1.0F}}, {}, {}};
  learned.priors = {1, 0.5F, 0.25F};
  learned.prior_weight = 0.5F;
  const Result<ModelData> data = columns.TakeModelData(learned, {});
  ASSERT_TRUE(data.ok()) << data.error().message;
  EXPECT_EQ(data.value().skus, (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(data.value().cards[2].title, "C");
  EXPECT_EQ(data.value().cards[2].price, -1);
  EXPECT_EQ(data.value().settings.prior_weight, 0.5F);
}

TEST(TrainingColumnsTest, ArriveInChunksOfAnySize) {
  TrainingColumns whole = SmallShop();
  TrainingColumns pieces = SmallShop();
  const std::vector<std::uint32_t> from = {2, 2}, to = {0, 1};
  const std::vector<float> weight = {1, 2};
  for (TrainingColumns* columns : {&whole, &pieces}) {
    const std::size_t step = columns == &whole ? 2 : 1;
    for (std::size_t at = 0; at < from.size(); at += step) {
      ASSERT_TRUE(columns->Put("full.next.a", BytesOf(from).subspan(at * 4, step * 4)).ok());
      ASSERT_TRUE(columns->Put("full.next.b", BytesOf(to).subspan(at * 4, step * 4)).ok());
      ASSERT_TRUE(columns->Put("full.next.weight", BytesOf(weight).subspan(at * 4, step * 4)).ok());
    }
  }
  EXPECT_EQ(CellsOf(whole.TakeLearnInput().value().full.next),
            CellsOf(pieces.TakeLearnInput().value().full.next));
}

TEST(TrainingColumnsTest, TakeThePriorFromWhatIsNotOffered) {
  TrainingColumns columns = SmallShop();
  Put<std::uint8_t>(columns, "offered", {0, 1, 1});
  Learned learned;
  learned.neighbours.resize(3);
  learned.priors = {1, 0.5F, 0.25F};
  learned.prior_weight = 0.8F;
  const Result<ModelData> data = columns.TakeModelData(learned, {});
  ASSERT_TRUE(data.ok()) << data.error().message;
  EXPECT_EQ(data.value().statistics[0].prior, 0);
  EXPECT_EQ(data.value().statistics[1].prior, 1);
  EXPECT_EQ(data.value().statistics[2].prior, 0.5F);
  // prior × prior_weight is as it was learned.
  EXPECT_FLOAT_EQ(data.value().settings.prior_weight, 0.4F);
}

TEST(TrainingColumnsTest, AreRefusedWithTheNameOfTheColumn) {
  const auto learn_error = [](TrainingColumns& columns) {
    const Result<LearnInput> input = columns.TakeLearnInput();
    return input.ok() ? std::string() : input.error().message;
  };
  TrainingColumns empty;
  EXPECT_EQ(learn_error(empty), "column sku: training needs at least one SKU");
  EXPECT_EQ(empty.Put("full.together.c", {}).error().message,
            "column full.together.c: is not a column of the trainer");
  EXPECT_EQ(empty.Put("price", AsBytes("1234567")).error().message,
            "column price: was given part of a value");
  TrainingColumns surplus = SmallShop();
  Put<std::uint32_t>(surplus, "fit.orders", {1});
  EXPECT_EQ(learn_error(surplus), "column fit.orders: needs one value for each SKU");
  TrainingColumns stranger = SmallShop();
  Put<std::uint32_t>(stranger, "basket.size", {1});
  Put<std::uint32_t>(stranger, "basket.item", {3});
  EXPECT_EQ(learn_error(stranger), "column basket: names a SKU that is not there");
  TrainingColumns uneven = SmallShop();
  Put<std::uint32_t>(uneven, "basket.size", {1});
  Put<std::uint32_t>(uneven, "basket.item", {2});
  EXPECT_EQ(learn_error(uneven),
            "column basket: baskets, histories and targets must be equally many");
  TrainingColumns backwards = SmallShop();
  for (const std::string part : {"basket", "history", "target"}) {
    Put<std::uint32_t>(backwards, part + ".size", {1});
    Put<std::uint32_t>(backwards, part + ".item", {2});
  }
  TrainingColumns unweighed = backwards;
  Put<float>(unweighed, "context.weight", {1, 1});
  EXPECT_EQ(learn_error(unweighed), "column context.weight: has 2 values, needs 1");
  Put<float>(backwards, "context.weight", {-1});
  EXPECT_EQ(learn_error(backwards),
            "column context.weight: holds a value that is negative or not finite");
  TrainingColumns hollow = SmallShop();
  Put<std::uint32_t>(hollow, "target.size", {4'000'000'000U});
  EXPECT_EQ(learn_error(hollow),
            "column target: the sizes of its lists do not add up to its items");
}

}  // namespace
}  // namespace afterglow
