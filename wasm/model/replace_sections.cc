#include "model/replace_sections.h"

#include <algorithm>
#include <string_view>

#include "model/file_frame.h"

namespace afterglow {

Result<std::vector<std::uint8_t>> ReplaceSections(Bytes model,
                                                  std::span<const OpaqueSection> sections) {
  FileView file;
  Status good = file.Open(model, FileKind::kModel);
  if (good.ok()) good = file.Verify();
  if (!good.ok()) return good.error();
  const std::span<const Section> old = file.sections();
  FileWriter out;
  for (const Section& section : old) {
    const auto replaced = std::find_if(
        sections.begin(), sections.end(),
        [&](const OpaqueSection& replacement) { return replacement.tag == section.tag; });
    const Bytes kept = model.subspan(section.offset, section.length);
    out.Add({section.tag.data(), section.tag.size()},
            replaced == sections.end() ? std::vector<std::uint8_t>(kept.begin(), kept.end())
                                       : replaced->bytes);
  }
  for (const OpaqueSection& section : sections) {
    const bool had =
        std::any_of(old.begin(), old.end(), [&](const Section& s) { return s.tag == section.tag; });
    if (!had) out.Add({section.tag.data(), section.tag.size()}, section.bytes);
  }
  return out.Finish(FileKind::kModel);
}

}  // namespace afterglow
