// Runs compiled Mustache templates (render/template_code.h) over values that a view names.
//
//   Result<TemplateSet> templates = TemplateSet::Open(model.Opaque("TMPL"));
//   Result<std::string> html = templates.value().Run("confirmation.html", view);
//
// Hostile bytes are refused or render less: no read leaves the section, nesting, steps and output
// are bounded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace afterglow {

// What a name stands for. Text is true in a section unless it is empty, a list unless it has no
// items, a number and a scope (a value with members) always.
struct TemplateValue {
  enum class Kind : std::uint8_t { kNothing, kText, kNumber, kList, kScope };
  Kind kind = Kind::kNothing;
  std::uint32_t which = 0;  // the view's own number for a list or a scope
  std::uint32_t size = 0;   // items of a list; the number; most characters of a text, 0: all of it
  std::string_view text;    // of kText; owned by the view
};

class TemplateView {
 public:
  virtual TemplateValue Root() const = 0;
  // A member of a scope; kNothing when it has none of that name.
  virtual TemplateValue Member(const TemplateValue& scope, std::string_view name) const = 0;
  // An item of a list; item < list.size.
  virtual TemplateValue Item(const TemplateValue& list, std::uint32_t item) const = 0;

 protected:
  ~TemplateView() = default;
};

inline constexpr std::size_t kLargestOutput = std::size_t{1024} * 1024;
inline constexpr std::size_t kDeepestTemplate = 24;  // sections and partials inside each other
inline constexpr std::size_t kMostTemplateSteps = 50'000;

class TemplateSet {
 public:
  // `section` must outlive the set. An empty section is a set without templates.
  static Result<TemplateSet> Open(Bytes section);

  bool Has(std::string_view name) const;
  // kBadTemplate for an unknown name, damaged code, or one of the bounds above.
  Result<std::string> Run(std::string_view name, const TemplateView& view) const;

 private:
  friend class TemplateRun;
  std::size_t Find(std::string_view name) const;  // templates_ when there is none
  Bytes Code(std::size_t index) const;
  std::string_view Name(std::size_t index) const;

  Bytes bytes_;
  std::size_t templates_ = 0, names_ = 0;
};

}  // namespace afterglow
