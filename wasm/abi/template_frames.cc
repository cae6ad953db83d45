#include "abi/template_frames.h"

#include <cstdint>
#include <optional>
#include <string>

namespace afterglow {

Result<std::vector<TemplateFile>> ReadTemplateFiles(Bytes frames) {
  std::vector<TemplateFile> files;
  for (std::size_t at = 0; at < frames.size();) {
    const std::uint32_t name_size = ReadAt<std::uint32_t>(frames, at).value_or(UINT32_MAX);
    const std::uint32_t text_size = ReadAt<std::uint32_t>(frames, at + 4).value_or(UINT32_MAX);
    const std::optional<Bytes> name = Slice(frames, at + 8, name_size);
    const std::optional<Bytes> text = Slice(frames, at + 8 + std::uint64_t{name_size}, text_size);
    if (!name || !text) {
      return Error{ErrorCode::kBadArgument, "the templates' frames reach past their end", at};
    }
    files.push_back({std::string(AsText(*name)), std::string(AsText(*text))});
    at += std::size_t{8} + name_size + text_size;
  }
  return files;
}

}  // namespace afterglow
