// The frame that every Afterglow file stands in: magic, format version, kind, section table,
// checksum. The frame accounts for every byte: sections follow the table without gaps, in order, to
// the end of the file; only a signature may stand behind it, which js-glue/signature.ts checks.
// Byte-exact in docs/model-format.md.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace afterglow {

inline constexpr std::uint16_t kModelFormatVersion = 3;

enum class FileKind : std::uint16_t { kModel = 1, kCore = 2, kShard = 3, kOverlay = 4 };

using SectionTag = std::array<char, 4>;

struct Section {
  SectionTag tag;
  std::uint32_t offset, length;  // bytes, from the start of the file
};

// A file whose frame holds together, read in place. Copies are cheap and share the bytes.
class FileView {
 public:
  static constexpr std::size_t kMostSections = 64;

  // Fills an empty view, in its place: it is large. O(sections). Refuses a foreign, cut, extended
  // or inconsistent file, another version, another kind; after that the view is of no use.
  Status Open(Bytes bytes, FileKind kind);
  // What the file says it is; nothing when it does not start like an Afterglow file.
  static std::optional<FileKind> KindOf(Bytes bytes);
  // O(bytes): the checksum.
  Status Verify() const;

  // Empty when absent.
  Bytes section(std::string_view tag) const;
  std::span<const Section> sections() const { return {sections_.data(), section_count_}; }
  std::uint64_t checksum() const { return checksum_; }

 private:
  Bytes bytes_;
  std::array<Section, kMostSections> sections_ = {};
  std::size_t section_count_ = 0;
  std::uint64_t checksum_ = 0;
};

// Collects sections and frames them.
class FileWriter {
 public:
  void Add(std::string_view tag, std::vector<std::uint8_t> bytes);
  // Refuses tags used twice or not of four characters, too many sections, 4 GiB and more.
  Result<std::vector<std::uint8_t>> Finish(FileKind kind);

 private:
  struct Part {
    std::string_view tag;
    std::vector<std::uint8_t> bytes;
  };
  std::vector<Part> parts_;
};

}  // namespace afterglow
