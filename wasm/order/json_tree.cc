#include "order/json_tree.h"

#include <nlohmann/json.hpp>

namespace afterglow {

JsonValue JsonValue::operator[](std::string_view key) const {
  JsonValue found;
  if (!is_object()) return found;
  for (JsonValue member : *this) {
    if (member.key() == key) found = member;
  }
  return found;
}

std::size_t JsonValue::size() const {
  std::size_t count = 0;
  for (auto i = begin(); i != end(); ++i) ++count;
  return count;
}

// Listens to nlohmann's parser. Its events carry no positions, so a cursor follows them through the
// payload: between two events lies nothing but blanks, commas and colons.
class JsonTreeBuilder {
 public:
  JsonTreeBuilder(std::string_view payload, JsonLimits limits)
      : payload_(payload), limits_(limits) {
    if (payload.substr(0, 3) == "\xef\xbb\xbf") at_ = 3;
    // Enough for almost every order: a node takes 8 bytes of JSON or more.
    tree_.nodes_.reserve(payload.size() / 8 + 1);
  }

  // What nlohmann::json::sax_parse calls. False stops it.
  bool null() { return AddLiteral(JsonKind::kNull); }
  bool boolean(bool) { return AddLiteral(JsonKind::kBoolean); }
  bool number_integer(std::int64_t) { return AddLiteral(JsonKind::kNumber); }
  bool number_unsigned(std::uint64_t) { return AddLiteral(JsonKind::kNumber); }
  bool number_float(double, const std::string&) { return AddLiteral(JsonKind::kNumber); }
  bool string(std::string& text) {
    JsonNode& node = Add(JsonKind::kText);
    node.text = TakeText(text);
    return true;
  }
  bool binary(nlohmann::json::binary_t&) { return false; }
  bool start_object(std::size_t) { return Open(JsonKind::kObject); }
  bool end_object() { return Close(); }
  bool start_array(std::size_t) { return Open(JsonKind::kArray); }
  bool end_array() { return Close(); }
  bool key(std::string& text) {
    SkipSeparators();
    key_ = TakeText(text);
    return true;
  }
  bool parse_error(std::size_t bytes_read, const std::string&, const nlohmann::detail::exception&) {
    const std::size_t at = std::min(bytes_read == 0 ? 0 : bytes_read - 1, payload_.size());
    const bool cut = at == payload_.size();
    Fail(ErrorCode::kBadJson,
         cut ? "the payload is not complete JSON: it ends at byte "
             : "the payload is not JSON at byte ",
         at);
    return false;
  }

  Result<JsonTree> Take() {
    if (error_.code != ErrorCode::kOk) return std::move(error_);
    return std::move(tree_);
  }

 private:
  bool AddLiteral(JsonKind kind) {
    JsonNode& node = Add(kind);
    const std::size_t start = at_;
    at_ = std::min(payload_.find_first_of(",]} \t\r\n", at_), payload_.size());
    if (kind != JsonKind::kNull) node.text = payload_.substr(start, at_ - start);
    return true;
  }

  JsonNode& Add(JsonKind kind) {
    SkipSeparators();
    const auto index = static_cast<std::uint32_t>(tree_.nodes_.size());
    tree_.nodes_.push_back({key_, {}, static_cast<std::uint32_t>(at_), index + 1, kind});
    key_ = {};
    return tree_.nodes_.back();
  }

  bool Open(JsonKind kind) {
    Add(kind);
    if (open_.size() == static_cast<std::size_t>(limits_.depth)) {
      Fail(ErrorCode::kLimit,
           "the payload nests deeper than " + std::to_string(limits_.depth) + " levels at byte ",
           at_);
      return false;
    }
    open_.push_back(static_cast<std::uint32_t>(tree_.nodes_.size() - 1));
    ++at_;
    return true;
  }

  bool Close() {
    SkipSeparators();
    ++at_;
    tree_.nodes_[open_.back()].end = static_cast<std::uint32_t>(tree_.nodes_.size());
    open_.pop_back();
    return true;
  }

  // The cursor stands on the opening quote.
  std::string_view TakeText(const std::string& unescaped) {
    const std::size_t start = at_ + 1;
    bool escapes = false;
    for (at_ = start; payload_[at_] != '"'; ++at_) {
      if (payload_[at_] != '\\') continue;
      escapes = true;
      ++at_;
    }
    const std::string_view written = payload_.substr(start, at_++ - start);
    if (!escapes) return written;
    // Reserved once and never outgrown, since a text is no longer than its escapes: views stay
    // good.
    std::vector<char>& texts = tree_.unescaped_;
    if (texts.capacity() == 0) texts.reserve(payload_.size());
    const std::size_t begin = texts.size();
    texts.insert(texts.end(), unescaped.begin(), unescaped.end());
    return {texts.data() + begin, unescaped.size()};
  }

  void SkipSeparators() {
    while (at_ < payload_.size() &&
           std::string_view(" \t\r\n,:").find(payload_[at_]) != std::string_view::npos) {
      ++at_;
    }
  }

  void Fail(ErrorCode code, std::string message, std::size_t offset) {
    error_ = {code, std::move(message) + std::to_string(offset), offset};
  }

  std::string_view payload_;
  JsonLimits limits_;
  std::size_t at_ = 0;
  std::string_view key_;
  std::vector<std::uint32_t> open_;
  JsonTree tree_;
  Error error_;
};

Result<JsonTree> JsonTree::Parse(std::string_view payload, JsonLimits limits) {
  if (payload.size() > limits.bytes) {
    return Error{ErrorCode::kLimit,
                 "the payload has " + std::to_string(payload.size()) + " bytes, at most " +
                     std::to_string(limits.bytes) + " are read",
                 limits.bytes};
  }
  JsonTreeBuilder builder(payload, limits);
  nlohmann::json::sax_parse(payload.data(), payload.data() + payload.size(), &builder);
  return builder.Take();
}

}  // namespace afterglow
