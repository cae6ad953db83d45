#include "model/hash_tree.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace afterglow {
namespace {

Sha256Hash Parent(Bytes left, Bytes right) {
  std::array<std::uint8_t, 2 * sizeof(Sha256Hash)> both;  // NOLINT: filled below
  std::copy(right.begin(), right.end(), std::copy(left.begin(), left.end(), both.begin()));
  return Sha256(both);
}

}  // namespace

std::size_t ProofSize(std::uint32_t leaves) {
  return static_cast<std::size_t>(std::bit_width(leaves - 1)) * sizeof(Sha256Hash);
}

Sha256Hash RootOf(Bytes content, std::uint32_t leaf, Bytes proof) {
  Sha256Hash hash = Sha256(content);
  for (; proof.size() >= hash.size(); proof = proof.subspan(hash.size()), leaf >>= 1U) {
    const Bytes sibling = proof.first(hash.size());
    hash = leaf % 2 == 0 ? Parent(hash, sibling) : Parent(sibling, hash);
  }
  return hash;
}

HashTree::HashTree(std::vector<Sha256Hash> leaves) {
  leaves.resize(std::bit_ceil(leaves.size()));
  levels_.push_back(std::move(leaves));
  while (levels_.back().size() > 1) {
    const std::vector<Sha256Hash>& below = levels_.back();
    std::vector<Sha256Hash> level;
    for (std::size_t i = 0; i < below.size(); i += 2) {
      level.push_back(Parent(below[i], below[i + 1]));
    }
    levels_.push_back(std::move(level));
  }
}

std::vector<std::uint8_t> HashTree::Proof(std::uint32_t leaf) const {
  std::vector<std::uint8_t> proof;
  for (std::size_t k = 0; k + 1 < levels_.size(); ++k, leaf >>= 1U) {
    const Sha256Hash& sibling = levels_[k][leaf ^ 1U];
    proof.insert(proof.end(), sibling.begin(), sibling.end());
  }
  return proof;
}

}  // namespace afterglow
