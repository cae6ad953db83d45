// Failure as a value: a code, one clear sentence, and the place in the input.
//
//   Result<Order> order = ReadOrder(payload);
//   if (!order.ok()) return order.error();
//   Use(order.value());
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace afterglow {

// The numbers are part of the ABI (js-glue/errors.ts mirrors them): append, never renumber.
enum class ErrorCode : std::uint32_t {
  kOk = 0,
  kBadArgument = 1,       // the caller's call is wrong: an unknown option, a null handle
  kBadJson = 2,           // not JSON
  kBadOrder = 3,          // JSON, but no order that can be used
  kLimit = 4,             // a documented limit is exceeded
  kBadModel = 5,          // not a model file, or a damaged one
  kModelVersion = 6,      // a model file of another format version
  kModelChecksum = 7,     // a model file whose bytes changed after it was written
  kNoModel = 8,           // a call that needs a model, before one was loaded
  kBadOverlay = 9,        // an overlay file that cannot be used
  kBadTemplate = 10,      // a template that does not compile
  kBadOffers = 11,        // an offers section or file that cannot be used
  kBadPage = 12,          // the page cannot take a splice: wrong charset, no slot
  kBadTrainingData = 13,  // counts or settings the trainer cannot use
};

class Sentence;

struct Error {
  // Out of line, since there are hundreds of places where something may fail and the module is
  // judged by its size.
  Error();
  Error(ErrorCode code, std::string&& message, std::uint64_t offset);
  Error(ErrorCode code, Sentence& message, std::uint64_t offset);  // takes its text
  Error(ErrorCode code, const char* message, std::uint64_t offset);
  Error(const Error&);
  Error(Error&&) noexcept;
  Error& operator=(const Error&);
  Error& operator=(Error&&) noexcept;
  ~Error();

  ErrorCode code = ErrorCode::kOk;
  std::string message;       // one sentence that names the input and what was expected
  std::uint64_t offset = 0;  // byte in the input where it went wrong; 0 when there is no such place
};

template <typename T>
class [[nodiscard]] Result {
 public:
  // Two of each, since what a parameter by value costs is paid at every place that returns one.
  Result(const T& value) : value_(value) {}            // NOLINT: implicit by intent
  Result(T&& value) : value_(std::move(value)) {}      // NOLINT: implicit by intent
  Result(const Error& error) : error_(error) {}        // NOLINT: implicit by intent
  Result(Error&& error) : error_(std::move(error)) {}  // NOLINT: implicit by intent

  bool ok() const { return value_.has_value(); }
  // Precondition: ok().
  T& value() { return *value_; }
  const T& value() const { return *value_; }
  // Precondition: !ok().
  const Error& error() const { return error_; }

 private:
  std::optional<T> value_;
  Error error_;
};

// For functions that give nothing but success: `Status s = …; if (!s.ok()) return s.error();`
struct Nothing {};
using Status = Result<Nothing>;

template <>
class [[nodiscard]] Result<Nothing> {
 public:
  Result(Nothing) {}  // NOLINT: implicit by intent
  // An error of code kOk is success.
  Result(const Error& error) : error_(error) {}        // NOLINT: implicit by intent
  Result(Error&& error) : error_(std::move(error)) {}  // NOLINT: implicit by intent

  bool ok() const { return error_.code == ErrorCode::kOk; }
  // Of code kOk after success.
  const Error& error() const { return error_; }

 private:
  Error error_;
};

}  // namespace afterglow
