// A tree of SHA-256 hashes over the shards of a model (Merkle): the core holds its root, and every
// shard ends with its proof, so that the core alone vouches for each of thousands of files.
//
// Leaf k is the hash of shard k without its proof; leaves up to the next power of two are zeros. A
// node is the hash of its two children, one after the other. The proof of a leaf is the sibling on
// each level, from the leaves up.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "model/sha256.h"

namespace afterglow {

class HashTree {
 public:
  // Precondition: at least one leaf.
  explicit HashTree(std::vector<Sha256Hash> leaves);

  const Sha256Hash& root() const { return levels_.back()[0]; }
  std::vector<std::uint8_t> Proof(std::uint32_t leaf) const;

 private:
  std::vector<std::vector<Sha256Hash>> levels_;  // the leaves first
};

// Bytes of a proof among `leaves`.
std::size_t ProofSize(std::uint32_t leaves);

// The root that `proof` leads to from the content of leaf `leaf`.
Sha256Hash RootOf(Bytes content, std::uint32_t leaf, Bytes proof);

}  // namespace afterglow
