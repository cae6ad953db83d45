// A model in pieces, for browsers: a core (settings, calibration, categories, the most popular SKUs
// with their cards, the sections of other folders) and shards, each with the rows of a few SKUs and
// the cards of all they point to. A page loads the core and the shards of its own lines, and scores
// them as the whole model would. Which shard holds a SKU's row follows from its text alone. The
// core holds the root of a hash tree over the shards, the file of each shard ends with its proof
// (model/hash_tree.h): who trusts the core can trust all that it attaches.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/fnv1a.h"

namespace afterglow {

// The section "SHRD" of the core and of every shard.
struct ShardInfo {
  std::uint64_t model;        // names the build: the same in the core and all of its shards
  std::uint32_t sku_count;    // of the whole model
  std::uint32_t shard_count;  // at least 1
  std::uint32_t number;       // of this shard; shard_count in the core
  std::uint32_t zero;
};
static_assert(sizeof(ShardInfo) == 24);

// FNV-1a, 32 bits, of the SKU's UTF-8 bytes, modulo the number of shards: a few lines in
// JavaScript too.
constexpr std::uint32_t ShardOf(std::string_view sku, std::uint32_t shard_count) {
  Fnv1a32 hash;
  hash.Add(sku);
  return hash.value() % shard_count;
}

}  // namespace afterglow
