// What a file knows of SKUs: all of them in a whole model; in the core or a shard some, under
// numbers of its own and with their numbers in the whole model beside them.
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "base/result.h"
#include "model/cards.h"
#include "model/file_frame.h"
#include "model/graph.h"
#include "model/neighbour.h"
#include "model/sku_index.h"
#include "model/statistics.h"

namespace afterglow {

struct ModelPart {
  SkuIndex skus;
  Graph graph;
  Statistics statistics;
  Cards cards;
  // The SkuIds, rising, packed; unused in a whole model.
  Bytes ids;
  unsigned id_width = 0;

  // Fills an empty part, in its place: it is large. `categories` is the section "CATG", which
  // shards leave to their core; `whole_count` the number of SKUs of the whole model, or empty when
  // this is it. After a failure the part is of no use.
  Status Open(const FileView& file, Bytes categories, std::optional<std::uint32_t> whole_count);

  // Becomes the list of SkuIds in `section`; false when it is none. O(SKUs).
  bool OpenIds(Bytes section, std::uint32_t whole_count);

  // Precondition of both: not a whole model. Ids rise and are below whole_count: Open has looked.
  SkuId Id(std::uint32_t local) const;
  std::optional<std::uint32_t> Local(SkuId id) const;
};

}  // namespace afterglow
