// A JSON text as a read-only tree in one block of memory, with the place of every value.
//
//   Result<JsonTree> tree = JsonTree::Parse(payload, limits);
//   for (JsonValue line : tree.value().root()["lines"]) line["sku"].text();
//
// Numbers keep their literal text and are never turned into floating point. Of duplicate keys the
// last one counts, as in JavaScript. Looking something up in a value that does not have it gives a
// missing value, so that paths can be followed without asking at each step.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace afterglow {

enum class JsonKind : std::uint8_t { kMissing, kNull, kBoolean, kNumber, kText, kArray, kObject };

struct JsonNode {
  std::string_view key;  // empty for elements of arrays
  std::string_view text;
  std::uint32_t offset;  // of its first byte in the payload
  std::uint32_t end;     // index of the first node behind this one and its children
  JsonKind kind;
};

// A place in a JsonTree; valid while the tree and its payload are.
class JsonValue {
 public:
  JsonValue() = default;
  JsonValue(const JsonNode* nodes, std::uint32_t index) : nodes_(nodes), index_(index) {}

  JsonKind kind() const { return nodes_ == nullptr ? JsonKind::kMissing : node().kind; }
  // Anything but missing and null.
  bool present() const { return kind() > JsonKind::kNull; }
  bool is_object() const { return kind() == JsonKind::kObject; }
  bool is_array() const { return kind() == JsonKind::kArray; }
  bool is_true() const { return kind() == JsonKind::kBoolean && node().text == "true"; }
  // The text, or the number or boolean as it was written; empty for anything else.
  std::string_view text() const { return nodes_ == nullptr ? std::string_view() : node().text; }
  std::string_view key() const { return nodes_ == nullptr ? std::string_view() : node().key; }
  std::uint64_t offset() const { return nodes_ == nullptr ? 0 : node().offset; }

  JsonValue operator[](std::string_view key) const;
  std::size_t size() const;  // of an array or object, 0 for anything else
  JsonValue first() const { return begin() != end() ? *begin() : JsonValue(); }

  // The elements of an array or the members of an object; nothing for anything else.
  class Iterator {
   public:
    Iterator(const JsonNode* nodes, std::uint32_t index) : nodes_(nodes), index_(index) {}
    JsonValue operator*() const { return {nodes_, index_}; }
    Iterator& operator++() {
      index_ = nodes_[index_].end;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return index_ != other.index_; }

   private:
    const JsonNode* nodes_;
    std::uint32_t index_;
  };
  Iterator begin() const { return {nodes_, nodes_ == nullptr ? 0 : index_ + 1}; }
  Iterator end() const { return {nodes_, nodes_ == nullptr ? 0 : node().end}; }

 private:
  const JsonNode& node() const { return nodes_[index_]; }

  const JsonNode* nodes_ = nullptr;
  std::uint32_t index_ = 0;
};

struct JsonLimits {
  std::size_t bytes;
  std::size_t depth;  // of nested arrays and objects
};

class JsonTree {
 public:
  // kLimit or kBadJson; the message says at which byte, and never repeats the input, which may hold
  // personal data. `payload` must outlive the tree.
  static Result<JsonTree> Parse(std::string_view payload, JsonLimits limits);

  JsonValue root() const { return {nodes_.data(), 0}; }

 private:
  friend class JsonParser;
  std::vector<JsonNode> nodes_;
  std::vector<char> unescaped_;  // texts that were written with escapes
};

}  // namespace afterglow
