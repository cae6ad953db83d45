#include "model/file_frame.h"

#include <string>

#include "base/sentence.h"
#include "model/checksum.h"

namespace afterglow {
namespace {

// As in PNG, the first byte is no text, and line-end conversion breaks the rest.
constexpr std::array<std::uint8_t, 8> kMagic = {0x9a, 'A', 'G', 'L', 'W', '\r', '\n', 0x1a};

// Behind the frame of a signed file, before the 64 bytes of its signature.
using SignatureMark = std::array<std::uint8_t, 8>;
constexpr SignatureMark kSignatureMark = {0x9a, 'A', 'G', 'L', 'S', 'I', 'G', '1'};
constexpr std::size_t kSignatureSize = 64;

struct Header {
  std::array<std::uint8_t, 8> magic;
  std::uint16_t version;
  FileKind kind;
  std::uint32_t section_count;
  std::uint64_t length;
  std::uint64_t checksum;
};
static_assert(sizeof(Header) == 32 && sizeof(Section) == 12);
constexpr std::size_t kChecksumAt = 24;

const char* Name(FileKind kind) {
  switch (kind) {
    case FileKind::kModel:
      return "model";
    case FileKind::kCore:
      return "core of a sharded model";
    case FileKind::kShard:
      return "shard";
    case FileKind::kOverlay:
      return "overlay";
  }
  return "file of an unknown kind";
}

ErrorCode BadFile(FileKind kind) {
  return kind == FileKind::kOverlay ? ErrorCode::kBadOverlay : ErrorCode::kBadModel;
}

// The frame alone, of `length` bytes, when what follows it is a signature; else all of `bytes`.
Bytes WithoutSignature(Bytes bytes, std::uint64_t length) {
  constexpr std::size_t kSize = sizeof(kSignatureMark) + kSignatureSize;
  if (bytes.size() < kSize || bytes.size() - kSize != length) return bytes;
  const Bytes frame = bytes.first(bytes.size() - kSize);
  const bool marked = ReadAt<SignatureMark>(bytes, frame.size()) == kSignatureMark;
  return marked ? frame : bytes;
}

std::uint64_t Checksum(Bytes bytes) {
  return Xxh64(bytes.subspan(sizeof(Header)), Xxh64(bytes.first(kChecksumAt), 0));
}

}  // namespace

std::optional<FileKind> FileView::KindOf(Bytes bytes) {
  const std::optional<Header> header = ReadAt<Header>(bytes, 0);
  if (!header || header->magic != kMagic) return std::nullopt;
  return header->kind;
}

Status FileView::Open(Bytes bytes, FileKind kind) {
  const char* const name = Name(kind);
  const auto refuse = [&](const char* why, std::uint64_t offset) {
    return Error{BadFile(kind), Sentence() << "the " << name << why, offset};
  };
  const std::optional<Header> header = ReadAt<Header>(bytes, 0);
  if (!header || header->magic != kMagic) {
    return refuse(
        " does not start like an Afterglow file: wrong file, or an error page in its place", 0);
  }
  if (header->version != kModelFormatVersion) {
    return Error{ErrorCode::kModelVersion,
                 Sentence() << "the " << name << " has format version " << header->version
                            << ", this module reads version " << kModelFormatVersion
                            << ": rebuild it, or deploy the module of the same release",
                 8};
  }
  if (header->kind != kind) {
    return Error{
        BadFile(kind),
        Sentence() << "the " << name << " was expected, but the file is a " << Name(header->kind),
        10};
  }
  bytes = WithoutSignature(bytes, header->length);
  if (header->length != bytes.size()) {
    return Error{BadFile(kind),
                 Sentence() << "the " << name << " has " << bytes.size()
                            << " bytes where its header says " << header->length
                            << ": the download is incomplete",
                 16};
  }
  if (header->section_count > kMostSections) return refuse(" has too many sections", 12);
  bytes_ = bytes;
  section_count_ = header->section_count;
  checksum_ = header->checksum;
  std::uint64_t end = sizeof(Header) + section_count_ * sizeof(Section);
  for (std::size_t i = 0; i < section_count_; ++i) {
    const std::size_t at = sizeof(Header) + i * sizeof(Section);
    const std::optional<Section> section = ReadAt<Section>(bytes, at);
    if (!section || section->offset != end || section->length > bytes.size() - end) {
      return refuse(" has a section that lies outside of its place", at);
    }
    for (std::size_t k = 0; k < i; ++k) {
      if (sections_[k].tag == section->tag) return refuse(" has a section twice", at);
    }
    sections_[i] = *section;
    end += section->length;
  }
  if (end != bytes.size()) return refuse(" has bytes that belong to no section", end);
  return Nothing{};
}

Status FileView::Verify() const {
  if (bytes_.size() < sizeof(Header)) return Nothing{};
  if (Checksum(bytes_) == checksum_) return Nothing{};
  return Error{ErrorCode::kModelChecksum,
               "the checksum does not match: the file was changed or damaged after it was written",
               kChecksumAt};
}

Bytes FileView::section(std::string_view tag) const {
  for (const Section& section : sections()) {
    if (std::string_view(section.tag.data(), section.tag.size()) == tag) {
      return bytes_.subspan(section.offset, section.length);
    }
  }
  return {};
}

void FileWriter::Add(std::string_view tag, std::vector<std::uint8_t> bytes) {
  parts_.push_back({tag, std::move(bytes)});
}

Result<std::vector<std::uint8_t>> FileWriter::Finish(FileKind kind) {
  const auto refuse = [](std::string why) {
    return Error{ErrorCode::kBadTrainingData, std::move(why), 0};
  };
  if (parts_.size() > FileView::kMostSections) return refuse("a file holds at most 64 sections");
  std::uint64_t end = sizeof(Header) + parts_.size() * sizeof(Section);
  std::vector<std::uint8_t> out;
  std::vector<std::uint8_t> table;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const Part& part = parts_[i];
    if (part.tag.size() != 4) return refuse("a section tag has four characters");
    for (std::size_t k = 0; k < i; ++k) {
      if (parts_[k].tag == part.tag) {
        return refuse("section " + std::string(part.tag) + " is given twice");
      }
    }
    Section section = {};
    std::memcpy(section.tag.data(), part.tag.data(), section.tag.size());
    section.offset = static_cast<std::uint32_t>(end);
    section.length = static_cast<std::uint32_t>(part.bytes.size());
    Append(table, section);
    end += part.bytes.size();
    if (end > 0xffffffffU) return refuse("the file would pass 4 GiB");
  }
  Header header = {
      kMagic, kModelFormatVersion, kind, static_cast<std::uint32_t>(parts_.size()), end, 0};
  out.reserve(static_cast<std::size_t>(end));
  Append(out, header);
  out.insert(out.end(), table.begin(), table.end());
  for (const Part& part : parts_) out.insert(out.end(), part.bytes.begin(), part.bytes.end());
  const std::uint64_t checksum = Checksum(out);
  std::memcpy(out.data() + kChecksumAt, &checksum, sizeof(checksum));
  return out;
}

}  // namespace afterglow
