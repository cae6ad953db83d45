#include "render/template_compiler.h"

#include <algorithm>
#include <optional>

#include "base/bytes.h"
#include "render/decision_view.h"
#include "render/mustache_parser.h"
#include "render/template_code.h"
#include "render/text_context.h"

namespace afterglow {
namespace {

using Code = std::vector<std::uint8_t>;

void PutNumber(Code& code, std::size_t value) {
  auto rest = static_cast<std::uint32_t>(value);
  for (; rest >= 0x80; rest >>= 7U) code.push_back(static_cast<std::uint8_t>(rest | 0x80U));
  code.push_back(static_cast<std::uint8_t>(rest));
}

void PutOp(Code& code, TemplateOp op) { code.push_back(static_cast<std::uint8_t>(op)); }

void PutBlock(Code& code, std::string_view bytes) {
  PutNumber(code, bytes.size());
  AppendText(code, bytes);
}

// The names of all files share one table.
class NameTable {
 public:
  std::size_t Index(std::string_view name) {
    const auto at = std::find(names_.begin(), names_.end(), name);
    if (at != names_.end()) return static_cast<std::size_t>(at - names_.begin());
    names_.emplace_back(name);
    return names_.size() - 1;
  }
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::vector<std::string> names_;
};

// One file -> code.
class FileCompiler {
 public:
  FileCompiler(const TemplateFile& file, TextKind kind, std::span<const TemplateFile> files,
               const CompileOptions& options, NameTable& names)
      : file_(file), files_(files), options_(options), names_(names), context_(kind) {
    frames_.emplace_back();
  }

  Result<Code> Compile() {
    MustacheParser parser(file_.text);
    while (true) {
      const Result<MustachePiece> piece = parser.Next();
      if (!piece.ok())
        return Fail(static_cast<std::size_t>(piece.error().offset), piece.error().message);
      if (piece.value().kind == MustachePiece::Kind::kEnd) return End();
      if (const Status put = Put(piece.value()); !put.ok()) return put.error();
    }
  }

 private:
  // A section that is open, or the file itself.
  struct Frame {
    MustachePiece tag;
    std::optional<TextContext> begin;
    Code code;
  };

  Error Fail(std::size_t line, const std::string& message) const {
    return {ErrorCode::kBadTemplate,
            "templates/" + file_.name + ":" + std::to_string(line) + ": " + message, line};
  }

  Result<Code> End() {
    if (frames_.size() > 1) {
      const MustachePiece& tag = frames_.back().tag;
      return Fail(tag.line,
                  "{{#" + std::string(tag.text) + "}} has no {{/" + std::string(tag.text) + "}}");
    }
    if (!context_.at_start()) {
      return Fail(1, "the file ends " + context_.Place() + ", not in text");
    }
    return std::move(frames_.back().code);
  }

  Status Put(const MustachePiece& piece) {
    using Kind = MustachePiece::Kind;
    switch (piece.kind) {
      case Kind::kLiteral:
        return Literal(piece);
      case Kind::kValue:
        return Value(piece);
      case Kind::kSection:
      case Kind::kInverted:
        if (Status known = CheckPath(piece); !known.ok()) return known;
        frames_.push_back({piece, context_, {}});
        return Nothing{};
      case Kind::kClose:
        return Close(piece);
      case Kind::kPartial:
        return Partial(piece);
      case Kind::kEnd:
        break;
    }
    return Nothing{};
  }

  Status Literal(const MustachePiece& piece) {
    const Result<std::string> text = context_.Literal(piece.text, options_.reduce);
    if (!text.ok()) return Fail(piece.line, text.error().message);
    if (text.value().empty()) return Nothing{};
    Code& code = frames_.back().code;
    PutOp(code, TemplateOp::kLiteral);
    PutBlock(code, text.value());
    return Nothing{};
  }

  Status Value(const MustachePiece& piece) {
    if (Status known = CheckPath(piece); !known.ok()) return known;
    const Result<Escape> escape = context_.Value();
    if (!escape.ok()) {
      return Fail(piece.line, "{{" + std::string(piece.text) + "}} " + escape.error().message);
    }
    Code& code = frames_.back().code;
    PutOp(code, TemplateOp::kValue);
    code.push_back(static_cast<std::uint8_t>(escape.value()));
    PutPath(code, piece.text);
    return Nothing{};
  }

  Status Close(const MustachePiece& piece) {
    Frame section = std::move(frames_.back());
    if (frames_.size() == 1 || section.tag.text != piece.text) {
      const std::string open = frames_.size() == 1
                                   ? "no section is open"
                                   : "{{#" + std::string(section.tag.text) + "}} is open";
      return Fail(piece.line, "{{/" + std::string(piece.text) + "}} closes nothing: " + open);
    }
    frames_.pop_back();
    if (!context_.SamePlace(*section.begin)) {
      return Fail(section.tag.line, "the section " + std::string(section.tag.text) + " begins " +
                                        section.begin->Place() + " and ends " + context_.Place());
    }
    Code& code = frames_.back().code;
    PutOp(code, section.tag.kind == MustachePiece::Kind::kSection ? TemplateOp::kSection
                                                                  : TemplateOp::kInverted);
    PutPath(code, section.tag.text);
    PutBlock(code, AsText(section.code));
    return Nothing{};
  }

  Status Partial(const MustachePiece& piece) {
    const auto found = std::find_if(files_.begin(), files_.end(), [&](const TemplateFile& file) {
      return file.name == piece.text;
    });
    if (found == files_.end()) {
      if (options_.names.empty()) return Nothing{};
      return Fail(piece.line, "there is no file templates/" + std::string(piece.text));
    }
    const TextKind kind = ParseTextKind(found->name).value_or(TextKind::kPlain);
    if (const Status allowed = context_.Partial(kind); !allowed.ok()) {
      return Fail(piece.line, "{{> " + std::string(piece.text) + "}} " + allowed.error().message);
    }
    Code& code = frames_.back().code;
    PutOp(code, TemplateOp::kPartial);
    PutNumber(code, static_cast<std::size_t>(found - files_.begin()));
    PutBlock(code, options_.reduce && context_.is_html() ? std::string_view() : piece.indent);
    return Nothing{};
  }

  Status CheckPath(const MustachePiece& piece) const {
    if (options_.names.empty() || piece.text == ".") return Nothing{};
    if (piece.text.substr(0, 6) == "words.") return Nothing{};
    std::string_view rest = piece.text;
    while (true) {
      const std::size_t dot = rest.find('.');
      const std::string_view name = rest.substr(0, dot);
      if (std::find(options_.names.begin(), options_.names.end(), name) == options_.names.end()) {
        return Fail(piece.line, "nothing is called \"" + std::string(name) + "\"");
      }
      if (dot == std::string_view::npos) return Nothing{};
      rest.remove_prefix(dot + 1);
    }
  }

  void PutPath(Code& code, std::string_view path) {
    if (path == ".") {
      PutNumber(code, 0);
      return;
    }
    PutNumber(code, 1 + static_cast<std::size_t>(std::count(path.begin(), path.end(), '.')));
    while (true) {
      const std::size_t dot = path.find('.');
      PutNumber(code, names_.Index(path.substr(0, dot)));
      if (dot == std::string_view::npos) return;
      path.remove_prefix(dot + 1);
    }
  }

  const TemplateFile& file_;
  std::span<const TemplateFile> files_;
  const CompileOptions& options_;
  NameTable& names_;
  TextContext context_;
  std::vector<Frame> frames_;
};

std::vector<std::uint8_t> Pack(std::span<const TemplateFile> files, std::span<const Code> codes,
                               const std::vector<std::string>& names) {
  std::vector<std::uint8_t> section, pool;
  Append(section, kTemplateVersion);
  Append(section, static_cast<std::uint16_t>(files.size()));
  Append(section, static_cast<std::uint16_t>(names.size()));
  Append(section, std::uint16_t{0});
  const std::size_t pool_at =
      kTemplateHeaderSize + files.size() * kTemplateEntrySize + names.size() * kNameEntrySize;
  const auto point = [&](std::string_view bytes) {
    Append(section, static_cast<std::uint32_t>(pool_at + pool.size()));
    Append(section, static_cast<std::uint32_t>(bytes.size()));
    AppendText(pool, bytes);
  };
  for (std::size_t i = 0; i < files.size(); ++i) {
    point(files[i].name);
    point(AsText(codes[i]));
  }
  for (const std::string& name : names) point(name);
  section.insert(section.end(), pool.begin(), pool.end());
  return section;
}

}  // namespace

Result<std::vector<std::uint8_t>> CompileTemplates(std::span<const TemplateFile> files,
                                                   const CompileOptions& options) {
  NameTable names;
  std::vector<Code> codes;
  for (const TemplateFile& file : files) {
    const std::optional<TextKind> kind = ParseTextKind(file.name);
    if (!kind) {
      return Error{ErrorCode::kBadTemplate,
                   "templates/" + file.name +
                       ": the name was expected to end in .html, .txt, .json "
                       "or .css",
                   0};
    }
    Result<Code> code = FileCompiler(file, *kind, files, options, names).Compile();
    if (!code.ok()) return code.error();
    codes.push_back(std::move(code.value()));
  }
  return Pack(files, codes, names.names());
}

Result<std::vector<std::uint8_t>> CompileShopTemplates(std::span<const TemplateFile> overrides) {
  std::vector<TemplateFile> files = BuiltInTemplates();
  for (const TemplateFile& own : overrides) {
    const auto same = std::find_if(files.begin(), files.end(),
                                   [&](const TemplateFile& file) { return file.name == own.name; });
    if (same == files.end()) {
      files.push_back(own);
    } else {
      same->text = own.text;
    }
  }
  return CompileTemplates(files, {kDecisionViewNames, true});
}

}  // namespace afterglow
