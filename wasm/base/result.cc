#include "base/result.h"

#include "base/sentence.h"

namespace afterglow {

Error::Error() = default;
Error::Error(ErrorCode error_code, std::string&& text, std::uint64_t at)
    : code(error_code), message(std::move(text)), offset(at) {}
Error::Error(ErrorCode error_code, Sentence& text, std::uint64_t at)
    : code(error_code), message(text), offset(at) {}
Error::Error(ErrorCode error_code, const char* text, std::uint64_t at)
    : code(error_code), message(text), offset(at) {}
Error::Error(const Error&) = default;
Error::Error(Error&&) noexcept = default;
Error& Error::operator=(const Error&) = default;
Error& Error::operator=(Error&&) noexcept = default;
Error::~Error() = default;

}  // namespace afterglow
