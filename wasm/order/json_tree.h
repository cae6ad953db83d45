// A JSON text as a read-only tree in one block of memory, with the place of every value.
//
//   JsonTree tree;
//   Status parsed = tree.Parse(payload, limits);
//   for (JsonValue line : tree.root()["lines"]) line["sku"].text();
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
  std::uint32_t span;  // nodes of this value, its own and all inside it; the next sibling is behind
  JsonKind kind;
};

// A place in a JsonTree; valid while the tree and its payload are.
class JsonValue {
 public:
  JsonValue() = default;
  explicit JsonValue(const JsonNode* node) : node_(node) {}

  JsonKind kind() const { return node_->kind; }
  // Anything but missing and null.
  bool present() const { return kind() > JsonKind::kNull; }
  bool is_object() const { return kind() == JsonKind::kObject; }
  bool is_array() const { return kind() == JsonKind::kArray; }
  bool is_true() const { return kind() == JsonKind::kBoolean && Is("true"); }
  // The text, or the number or boolean as it was written; empty for anything else.
  const std::string_view& text() const { return node_->text; }
  // Whether text() is this. Of literals no view is made at each of the many places, here and below.
  bool Is(const char* text) const;
  const std::string_view& key() const { return node_->key; }
  std::uint64_t offset() const { return node_->offset; }

  JsonValue operator[](std::string_view key) const;
  JsonValue operator[](const char* key) const;
  std::size_t size() const;  // of an array or object, 0 for anything else
  JsonValue first() const { return begin() != end() ? *begin() : JsonValue(); }

  // The elements of an array or the members of an object; nothing for anything else.
  class Iterator {
   public:
    explicit Iterator(const JsonNode* node) : node_(node) {}
    JsonValue operator*() const { return JsonValue(node_); }
    Iterator& operator++() {
      node_ += node_->span;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return node_ != other.node_; }

   private:
    const JsonNode* node_;
  };
  Iterator begin() const { return Iterator(node_ + 1); }
  Iterator end() const { return Iterator(node_ + node_->span); }

 private:
  static constexpr JsonNode kMissing = {{}, {}, 0, 1, JsonKind::kMissing};
  const JsonNode* node_ = &kMissing;
};

struct JsonLimits {
  std::size_t bytes;
  std::size_t depth;  // of nested arrays and objects
};

class JsonTree {
 public:
  JsonTree() = default;
  JsonTree(const JsonTree&) = delete;  // its values point into it
  JsonTree& operator=(const JsonTree&) = delete;

  // Fills an empty tree. kLimit or kBadJson: the message says at which byte, and never repeats the
  // input, which may hold personal data; the tree is of no use then. `payload` must outlive it.
  Status Parse(std::string_view payload, JsonLimits limits);

  JsonValue root() const { return JsonValue(nodes_.data()); }

 private:
  friend class JsonParser;
  std::vector<JsonNode> nodes_;
  std::string unescaped_;  // texts that were written with escapes
};

}  // namespace afterglow
