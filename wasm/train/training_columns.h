// The columns that training is made from, as they are streamed in: each has a name, a type and any
// number of chunks. docs/counts.md says what each column means.
//
//   TrainingColumns columns;
//   columns.Put("full.together.a", bytes);   // … chunk by chunk, columns in any order
//   Result<LearnInput> input = columns.TakeLearnInput();   // the counts leave, the rest stays
//   Result<ModelData> data = columns.TakeModelData(learned, settings);
//
// A text column T is two columns: "T.size", the bytes of each text, and "T.bytes", all of them end
// to end. A list column likewise: "T.size" and "T.item".
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "model/model_data.h"
#include "train/learn.h"
#include "train/sparse_matrix.h"

namespace afterglow {

class TrainingColumns {
 public:
  // Appends little-endian values. kBadTrainingData for an unknown name or a broken value.
  Status Put(std::string_view name, Bytes values);
  // Makes room for that many values more, so that a long column is not copied while it grows.
  Status Reserve(std::string_view name, std::uint32_t values);
  void PutSection(std::array<char, 4> tag, Bytes bytes);
  std::vector<OpaqueSection> TakeSections();

  std::uint32_t sku_count() const { return static_cast<std::uint32_t>(sku_.size.size()); }

  // The counts "full." alone, for a thread that only solves; their per-SKU columns say how many
  // SKUs there are.
  Result<Counts> TakeFullCounts();
  // Everything Learn needs; frees the columns it was made from. Objective and neighbours are the
  // caller's to set.
  Result<LearnInput> TakeLearnInput();
  // The model's data; the settings' scoring part comes from `learned`. SKUs not offered lose their
  // prior, and with it their place among the popular ones.
  Result<ModelData> TakeModelData(Learned learned, Settings settings);

 private:
  struct TextColumn {
    std::vector<std::uint32_t> size;
    std::vector<std::uint8_t> bytes;
  };
  struct ListColumn {
    std::vector<std::uint32_t> size;
    std::vector<std::uint32_t> item;
  };
  struct CountColumns {
    Entries together, next;
    std::vector<double> next_mass;
    std::vector<float> popularity, discovery;
    std::vector<double> order_weight, followed_weight;  // one value each
    std::vector<std::uint32_t> orders;
    std::vector<std::uint64_t> order_count;  // one value
  };
  template <typename Visit>
  bool VisitColumn(std::string_view name, Visit visit);
  template <typename Visit>
  static bool VisitCounts(CountColumns& counts, std::string_view name, Visit visit);

  static Result<Counts> TakeCounts(std::string_view name, CountColumns& columns,
                                   std::uint32_t sku_count);
  static Result<SkuLists> TakeLists(std::string_view name, ListColumn& column,
                                    std::uint32_t sku_count);
  static Result<std::vector<std::string>> TakeTexts(std::string_view name, TextColumn& column,
                                                    std::uint32_t sku_count);
  // Equal numbers for equal categories; 0 for none.
  Result<std::vector<std::uint32_t>> NumberCategories() const;

  TextColumn sku_, title_, url_, image_, category_;
  std::vector<std::int64_t> price_, margin_;
  std::vector<std::uint8_t> offered_;
  std::vector<float> repeat_;
  std::vector<double> returning_share_;  // one value
  std::vector<float> context_weights_;
  std::array<std::vector<std::uint16_t>, 3> days_;
  CountColumns fit_, full_;
  ListColumn baskets_, histories_, targets_;
  std::vector<OpaqueSection> sections_;
};

}  // namespace afterglow
