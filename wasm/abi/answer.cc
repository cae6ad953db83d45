#include "abi/answer.h"

#include <utility>

#include "base/json_writer.h"

namespace {

using afterglow::ErrorCode;

std::string_view ErrorName(ErrorCode code) {
  switch (code) {
    case ErrorCode::kOk:
      return "ok";
    case ErrorCode::kBadArgument:
      return "bad-argument";
    case ErrorCode::kBadJson:
      return "bad-json";
    case ErrorCode::kBadOrder:
      return "bad-order";
    case ErrorCode::kLimit:
      return "limit";
    case ErrorCode::kBadModel:
      return "bad-model";
    case ErrorCode::kModelVersion:
      return "model-version";
    case ErrorCode::kModelChecksum:
      return "model-checksum";
    case ErrorCode::kNoModel:
      return "no-model";
    case ErrorCode::kBadOverlay:
      return "bad-overlay";
    case ErrorCode::kBadTemplate:
      return "bad-template";
    case ErrorCode::kBadOffers:
      return "bad-offers";
    case ErrorCode::kBadPage:
      return "bad-page";
    case ErrorCode::kBadTrainingData:
      return "bad-training-data";
  }
  return "unknown";
}

}  // namespace

std::uint32_t AgAnswer::Give(std::string bytes) {
  bytes_ = std::move(bytes);
  response_ = {0, static_cast<std::uint32_t>(bytes_.size()), bytes_.data()};
  return 0;
}

std::uint32_t AgAnswer::Fail(const afterglow::Error& error) {
  afterglow::JsonWriter json;
  json.BeginObject();
  json.Key("code").Unsigned(static_cast<std::uint32_t>(error.code));
  json.Key("name").Text(ErrorName(error.code));
  json.Key("message").Text(error.message);
  json.Key("offset").Unsigned(error.offset);
  json.EndObject();
  Give(json.Take());
  response_.status = static_cast<std::uint32_t>(error.code);
  return response_.status;
}
