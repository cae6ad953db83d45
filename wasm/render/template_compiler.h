// Mustache -> the code of template_code.h, at build. What the specification calls interpolation,
// sections, inverted sections, comments, delimiters and partials; not lambdas, not blocks, and no
// output without escaping.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace afterglow {

struct TemplateFile {
  std::string name;  // "confirmation.html"; the ending says how values are escaped
  std::string text;
};

struct CompileOptions {
  // The names a template may use; {{words.…}} is always allowed. Empty: any name, and a partial
  // that is not there is nothing, as the specification has it.
  std::span<const std::string_view> names;
  // Leave out blanks and comments that have no effect in HTML, CSS and JSON.
  bool reduce = true;
};

// The bytes of a TMPL section. A failure is kBadTemplate and begins with the file and line:
// "templates/confirmation.html:12: …".
Result<std::vector<std::uint8_t>> CompileTemplates(std::span<const TemplateFile> files,
                                                   const CompileOptions& options);

// The built-in templates with `overrides` put in place of the files of the same name, or beside
// them as partials.
Result<std::vector<std::uint8_t>> CompileShopTemplates(std::span<const TemplateFile> overrides);

// The files of templates/, as they are in the repository.
std::vector<TemplateFile> BuiltInTemplates();

}  // namespace afterglow
