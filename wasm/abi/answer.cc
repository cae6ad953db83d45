#include "abi/answer.h"

#include <utility>

#include "base/json_writer.h"
#include "base/word_list.h"

namespace {

// In the order of ErrorCode.
constexpr std::string_view kErrorNames =
    "ok|bad-argument|bad-json|bad-order|limit|bad-model|model-version|model-checksum|no-model|"
    "bad-overlay|bad-template|bad-offers|bad-page|bad-training-data";
static_assert(afterglow::WordCount(kErrorNames) ==
              static_cast<std::size_t>(afterglow::ErrorCode::kBadTrainingData) + 1);

}  // namespace

std::uint32_t AgAnswer::Give(std::string&& bytes) {
  bytes_ = std::move(bytes);
  response_ = {0, static_cast<std::uint32_t>(bytes_.size()), bytes_.data()};
  return 0;
}

std::uint32_t AgAnswer::Fail(const afterglow::Error& error) {
  afterglow::JsonWriter json;
  json.BeginObject();
  json.Key("code").Unsigned(static_cast<std::uint32_t>(error.code));
  json.Key("name").Text(afterglow::WordAt(kErrorNames, static_cast<std::size_t>(error.code)));
  json.Key("message").Text(error.message);
  json.Key("offset").Unsigned(error.offset);
  json.EndObject();
  Give(json.Take());
  response_.status = static_cast<std::uint32_t>(error.code);
  return response_.status;
}
