#include "render/template.h"

#include <array>
#include <optional>

#include "base/sentence.h"
#include "render/clip.h"
#include "render/escape.h"
#include "render/template_code.h"

namespace afterglow {
namespace {

Error Damaged() {
  return {ErrorCode::kBadTemplate,
          "the template section of the model is damaged: rebuild the model", 0};
}

Bytes PointedTo(Bytes bytes, std::size_t entry) {
  const std::uint32_t offset = ReadAt<std::uint32_t>(bytes, entry).value_or(0);
  const std::uint32_t size = ReadAt<std::uint32_t>(bytes, entry + 4).value_or(0);
  return Slice(bytes, offset, size).value_or(Bytes());
}

// Takes operations off the front of code. After a read past the end, failed() stays true.
class CodeReader {
 public:
  explicit CodeReader(Bytes code) : rest_(code) {}
  bool done() const { return rest_.empty() || failed_; }
  bool failed() const { return failed_; }

  std::uint8_t Byte() {
    const Bytes byte = Take(1);
    return byte.empty() ? std::uint8_t{0} : byte[0];
  }
  std::uint32_t Number() {
    std::uint32_t value = 0;
    for (std::uint32_t shift = 0; shift < 32; shift += 7) {
      const std::uint8_t byte = Byte();
      value |= (byte & 0x7fU) << shift;
      if ((byte & 0x80U) == 0) return value;
    }
    failed_ = true;
    return 0;
  }
  Bytes Take(std::uint32_t size) {
    const std::optional<Bytes> taken = Slice(rest_, 0, size);
    if (failed_ || !taken) {
      failed_ = true;
      return {};
    }
    rest_ = rest_.subspan(size);
    return *taken;
  }
  Bytes Block() { return Take(Number()); }

 private:
  Bytes rest_;
  bool failed_ = false;
};

}  // namespace

// One rendering: the output, the context stack, and what is left of the bounds.
class TemplateRun {
 public:
  TemplateRun(const TemplateSet& set, const TemplateView& view) : set_(set), view_(view) {
    stack_[0] = view.Root();
  }

  // False when the code is damaged or a bound was reached.
  bool Execute(Bytes code);
  std::string Take() { return std::move(out_); }
  // Whether a failure was a bound rather than damaged code.
  bool at_bound() const {
    return steps_ > kMostTemplateSteps || out_.size() > kLargestOutput ||
           nesting_ > kDeepestTemplate;
  }

 private:
  using Kind = TemplateValue::Kind;

  TemplateValue Look(CodeReader& in) const;
  bool Section(const TemplateValue& value, Bytes body);
  bool Nested(const TemplateValue& value, Bytes body);
  bool Partial(CodeReader& in);
  void Literal(std::string_view text);
  void Indent();
  void Write(const TemplateValue& value, Escape escape);

  const TemplateSet& set_;
  const TemplateView& view_;
  std::string out_;
  std::string indent_;  // of the partials we are in
  bool line_start_ = true;
  std::array<TemplateValue, kDeepestTemplate + 1> stack_;
  std::size_t depth_ = 0;  // of the stack's top
  std::size_t nesting_ = 0;
  std::size_t steps_ = 0;
};

TemplateValue TemplateRun::Look(CodeReader& in) const {
  const std::uint32_t names = in.Number();
  if (names == 0) return stack_[depth_];
  TemplateValue value;
  for (std::uint32_t i = 0; i < names && !in.failed(); ++i) {
    const std::string_view name = set_.Name(in.Number());
    if (i == 0) {
      for (std::size_t at = depth_ + 1; at-- > 0 && value.kind == Kind::kNothing;) {
        if (stack_[at].kind == Kind::kScope) value = view_.Member(stack_[at], name);
      }
    } else {
      value = value.kind == Kind::kScope ? view_.Member(value, name) : TemplateValue();
    }
  }
  return value;
}

bool IsTrue(const TemplateValue& value) {
  switch (value.kind) {
    case TemplateValue::Kind::kText:
      return !value.text.empty();
    case TemplateValue::Kind::kList:
      return value.size > 0;
    case TemplateValue::Kind::kNothing:
      return false;
    default:
      return true;
  }
}

bool TemplateRun::Nested(const TemplateValue& value, Bytes body) {
  if (depth_ + 1 >= stack_.size()) return false;
  stack_[++depth_] = value;
  const bool done = Execute(body);
  --depth_;
  return done;
}

bool TemplateRun::Section(const TemplateValue& value, Bytes body) {
  if (value.kind != Kind::kList) return !IsTrue(value) || Nested(value, body);
  for (std::uint32_t i = 0; i < value.size; ++i) {
    if (!Nested(view_.Item(value, i), body)) return false;
  }
  return true;
}

bool TemplateRun::Partial(CodeReader& in) {
  const std::uint32_t index = in.Number();
  const std::string_view indent = AsText(in.Block());
  if (in.failed()) return false;
  const std::size_t before = indent_.size();
  if (before + indent.size() > kLargestOutput) return false;
  indent_ += indent;
  const bool done = Execute(set_.Code(index));
  indent_.resize(before);
  return done;
}

void TemplateRun::Indent() {
  if (line_start_) out_ += indent_;
  line_start_ = false;
}

void TemplateRun::Literal(std::string_view text) {
  while (!text.empty()) {
    Indent();
    const std::size_t end = indent_.empty() ? text.size() : text.find('\n') + 1;
    const std::string_view line = end == 0 ? text : text.substr(0, end);
    out_ += line;
    text.remove_prefix(line.size());
    line_start_ = line.back() == '\n';
    if (out_.size() > kLargestOutput) return;
  }
}

void TemplateRun::Write(const TemplateValue& value, Escape escape) {
  if (value.kind == Kind::kNumber) {
    AppendNumber(out_, value.size);
  } else if (value.kind == Kind::kText && value.size == 0) {
    AppendEscaped(out_, value.text, escape);
  } else if (value.kind == Kind::kText) {
    AppendEscaped(out_, Clipped(value.text, value.size), escape);
  }
}

bool TemplateRun::Execute(Bytes code) {
  if (++nesting_ > kDeepestTemplate) return false;
  CodeReader in(code);
  while (!in.done()) {
    if (++steps_ > kMostTemplateSteps || out_.size() > kLargestOutput) return false;
    switch (static_cast<TemplateOp>(in.Byte())) {
      case TemplateOp::kLiteral:
        Literal(AsText(in.Block()));
        break;
      case TemplateOp::kValue: {
        const auto escape = static_cast<Escape>(in.Byte());
        const TemplateValue value = Look(in);
        Indent();
        Write(value, escape);
        break;
      }
      case TemplateOp::kSection: {
        const TemplateValue value = Look(in);
        const Bytes body = in.Block();
        if (in.failed() || !Section(value, body)) return false;
        break;
      }
      case TemplateOp::kInverted: {
        const TemplateValue value = Look(in);
        const Bytes body = in.Block();
        if (in.failed() || (!IsTrue(value) && !Execute(body))) return false;
        break;
      }
      case TemplateOp::kPartial:
        if (!Partial(in)) return false;
        break;
      default:
        return false;
    }
  }
  --nesting_;
  return !in.failed() && out_.size() <= kLargestOutput;
}

Result<TemplateSet> TemplateSet::Open(Bytes section) {
  TemplateSet set;
  if (section.empty()) return set;
  const auto number = [&](std::size_t at) {
    return ReadAt<std::uint16_t>(section, at).value_or(0);
  };
  set.bytes_ = section;
  set.templates_ = number(2);
  set.names_ = number(4);
  const std::uint64_t tables =
      kTemplateHeaderSize + set.templates_ * kTemplateEntrySize + set.names_ * kNameEntrySize;
  if (number(0) != kTemplateVersion || tables > section.size()) return Damaged();
  return set;
}

std::size_t TemplateSet::Find(std::string_view name) const {
  for (std::size_t i = 0; i < templates_; ++i) {
    const auto entry = static_cast<std::size_t>(kTemplateHeaderSize + i * kTemplateEntrySize);
    if (AsText(PointedTo(bytes_, entry)) == name) return i;
  }
  return templates_;
}

bool TemplateSet::Has(std::string_view name) const { return Find(name) != templates_; }

Bytes TemplateSet::Code(std::size_t index) const {
  if (index >= templates_) return {};
  return PointedTo(bytes_,
                   static_cast<std::size_t>(kTemplateHeaderSize + index * kTemplateEntrySize + 8));
}

std::string_view TemplateSet::Name(std::size_t index) const {
  if (index >= names_) return {};
  return AsText(PointedTo(
      bytes_, static_cast<std::size_t>(kTemplateHeaderSize + templates_ * kTemplateEntrySize +
                                       index * kNameEntrySize)));
}

Result<std::string> TemplateSet::Run(std::string_view name, const TemplateView& view) const {
  const std::size_t index = Find(name);
  if (index == templates_) {
    return Error{ErrorCode::kBadTemplate,
                 Sentence() << "the model holds no template \"" << name << "\": rebuild the model",
                 0};
  }
  TemplateRun run(*this, view);
  if (!run.Execute(Code(index))) {
    if (!run.at_bound()) return Damaged();
    return Error{ErrorCode::kBadTemplate,
                 Sentence() << "the template \"" << name
                            << "\" is nested too deeply or writes too much for one page",
                 0};
  }
  return run.Take();
}

}  // namespace afterglow
