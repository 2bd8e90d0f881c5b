#include "deploy/helm/chart/archive.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>

#include "base/text.h"
#include "deploy/helm/chart/go_text.h"
#include "deploy/helm/chart/gzip.h"
#include "gotemplate/strconv/quote.h"

namespace fairlead::helm {
namespace {

constexpr std::size_t block = 512;

/// A field of a tar header, up to its first NUL.
std::string_view field(std::string_view header, std::size_t at, std::size_t size) {
  const std::string_view all = header.substr(at, size);
  return all.substr(0, std::min(all.find('\0'), all.size()));
}

/// A number of a tar header: octal, or base 256 where its first bit is set.
std::optional<std::uint64_t> number(std::string_view bytes) {
  std::uint64_t value = 0;
  if (!bytes.empty() && (static_cast<unsigned char>(bytes[0]) & 0x80) != 0) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      if (value >> 55 != 0) return std::nullopt;
      const auto byte = static_cast<unsigned char>(bytes[i]);
      value = (value << 8) | (i == 0 ? byte & 0x7fu : byte);
    }
    return value;
  }
  bytes = bytes.substr(0, std::min(bytes.find('\0'), bytes.size()));
  for (const char c : trimmed(bytes)) {
    if (c < '0' || c > '7' || value >> 60 != 0) return std::nullopt;
    value = (value << 3) | static_cast<std::uint64_t>(c - '0');
  }
  return value;
}

bool checksum_holds(std::string_view header) {
  std::uint64_t sum = 0, signed_sum = 0;
  for (std::size_t i = 0; i < block; ++i) {
    const char c = i >= 148 && i < 156 ? ' ' : header[i];
    sum += static_cast<unsigned char>(c);
    signed_sum +=
        static_cast<std::uint64_t>(static_cast<std::int64_t>(static_cast<signed char>(c)));
  }
  const auto written = number(header.substr(148, 8));
  return written && (*written == sum || *written == signed_sum);
}

/// What comes before an entry about it: GNU's long names and pax records.
struct Ahead {
  std::string name;
  std::optional<std::uint64_t> size;
};

/// `LENGTH key=value\n`, one after the other.
bool read_pax(std::string_view records, Ahead& ahead) {
  while (!records.empty()) {
    const std::size_t blank = records.find(' ');
    std::uint64_t length = 0;
    for (const char c : records.substr(0, blank)) {
      if (c < '0' || c > '9' || length > (1u << 30)) return false;
      length = length * 10 + static_cast<std::uint64_t>(c - '0');
    }
    if (blank == records.npos || length <= blank + 1 || length > records.size()) return false;
    const std::string_view record = records.substr(blank + 1, length - blank - 2);
    if (record.starts_with("path=")) ahead.name = record.substr(5);
    if (record.starts_with("size=")) {
      std::uint64_t size = 0;
      for (const char c : record.substr(5)) {
        if (c < '0' || c > '9' || size > (1ull << 50)) return false;
        size = size * 10 + static_cast<std::uint64_t>(c - '0');
      }
      ahead.size = size;
    }
    records.remove_prefix(length);
  }
  return true;
}

/// A path without "." and ".." parts, as Go's path.Clean makes it; "." for nothing.
std::string cleaned(std::string_view path) {
  std::vector<std::string_view> kept;
  for (const std::string_view part : split(path, '/')) {
    if (part.empty() || part == ".") continue;
    if (part == ".." && !kept.empty() && kept.back() != "..") {
      kept.pop_back();
    } else {
      kept.push_back(part);
    }
  }
  return kept.empty() ? "." : fmt::format("{}", fmt::join(kept, "/"));
}

bool is_drive(std::string_view path) {
  const char letter = path.size() > 2 ? static_cast<char>(path[0] | 0x20) : ' ';
  return letter >= 'a' && letter <= 'z' && path.substr(1, 2) == ":/";
}

/// The path below the chart's own directory, which is the first part of what is written.
Outcome<std::string> path_in_chart(const std::string& written) {
  const char delimiter = contains(written, "\\") ? '\\' : '/';
  const std::size_t cut = written.find(delimiter);
  const std::string_view base = std::string_view(written).substr(0, cut);
  std::string rest = cut == std::string::npos ? "" : written.substr(cut + 1);
  std::ranges::replace(rest, delimiter, '/');
  if (rest.starts_with('/')) return refused(Stage::load, "chart illegally contains absolute paths");
  std::string name = cleaned(rest);
  if (name == ".")
    return refused(Stage::load,
                   fmt::format("chart illegally contains content outside the base directory: {}",
                               gotemplate::quoted(written)));
  if (name.starts_with(".."))
    return refused(Stage::load, "chart illegally references parent directory");
  if (is_drive(name)) return refused(Stage::load, "chart contains illegally named files");
  if (base == "Chart.yaml") return refused(Stage::load, "chart yaml not in base directory");
  return name;
}

enum class EntryType : std::uint8_t { file, directory, ahead, link };

EntryType type_of(char flag, std::string_view name) {
  if (flag == '5' || (flag == '\0' && name.ends_with('/'))) return EntryType::directory;
  if (flag == 'L' || flag == 'K' || flag == 'x' || flag == 'g') return EntryType::ahead;
  return flag == '0' || flag == '\0' || flag == '7' ? EntryType::file : EntryType::link;
}

/// Reads up to the end that a tar marks: what is wrong behind it, nobody sees.
class TarReader {
 public:
  TarReader(const Inflated& tar, const ArchiveLimits& limits)
      : tar_(tar.text), cut_off_(tar.failure), limits_(limits) {}

  Outcome<std::vector<ArchivedFile>> read() {
    for (std::size_t entries = 0; !at_end(); ++entries) {
      if (at_ + block > tar_.size()) return tl::unexpected(too_short());
      if (entries >= limits_.entries)
        return refused(Stage::declined,
                       fmt::format("a packed chart has more than {} entries", limits_.entries));
      if (auto failure = entry()) return tl::unexpected(*failure);
    }
    if (files_.empty()) return refused(Stage::load, "no files in chart archive");
    return std::move(files_);
  }

 private:
  static std::optional<Failure> failed(std::string words, Stage stage = Stage::load) {
    return Failure{stage, std::move(words), {}};
  }
  bool at_end() const {
    if (at_ == tar_.size()) return !cut_off_;
    return at_ + block <= tar_.size() &&
           tar_.substr(at_, block).find_first_not_of('\0') == std::string_view::npos;
  }
  Failure too_short() const {
    return cut_off_ ? *cut_off_ : Failure{Stage::load, "unexpected EOF", {}};
  }

  std::optional<Failure> entry() {
    const std::string_view header = tar_.substr(at_, block);
    const auto written_size = number(header.substr(124, 12));
    if (!checksum_holds(header) || !written_size) return failed("archive/tar: invalid tar header");
    const std::string_view prefix =
        header.substr(257, 6) == std::string_view("ustar\0", 6) ? field(header, 345, 155) : "";
    std::string name =
        fmt::format("{}{}{}", prefix, prefix.empty() ? "" : "/", field(header, 0, 100));
    if (!ahead_.name.empty()) name = ahead_.name;
    const char flag = header[156];
    const EntryType type = type_of(flag, name);
    const bool has_body = type == EntryType::file || type == EntryType::ahead;
    std::uint64_t size = has_body ? *written_size : 0;
    if (type == EntryType::file && ahead_.size) size = *ahead_.size;
    at_ += block;
    if (type == EntryType::file && size > limits_.file)
      return failed(
          fmt::format("decompressed chart file {} is larger than the maximum file size {}",
                      gotemplate::quoted(name), limits_.file));
    if (size > tar_.size() - at_) return too_short();
    const std::string_view body = tar_.substr(at_, size);
    at_ = std::min<std::size_t>(tar_.size(), at_ + (size + block - 1) / block * block);
    if (type == EntryType::ahead) return look_ahead(flag, body);
    ahead_ = {};
    if (type == EntryType::directory) return std::nullopt;
    if (type == EntryType::link)
      return failed(
          fmt::format("a packed chart may not hold links or devices: {}", gotemplate::quoted(name)),
          Stage::declined);
    return file(name, body);
  }

  std::optional<Failure> look_ahead(char flag, std::string_view body) {
    if (flag == 'L') ahead_.name = body.substr(0, std::min(body.find('\0'), body.size()));
    if (flag == 'x' && !read_pax(body, ahead_)) return failed("archive/tar: invalid tar header");
    return std::nullopt;
  }

  std::optional<Failure> file(const std::string& name, std::string_view body) {
    auto path = path_in_chart(name);
    if (!path) return path.error();
    body.remove_prefix(byte_order_mark(body));
    files_.push_back({std::move(*path), std::string(body)});
    return std::nullopt;
  }

  std::string_view tar_;
  const std::optional<Failure>& cut_off_;
  const ArchiveLimits& limits_;
  std::size_t at_ = 0;
  Ahead ahead_;
  std::vector<ArchivedFile> files_;
};

}  // namespace

Outcome<std::vector<ArchivedFile>> unpacked(std::string_view packed, const ArchiveLimits& limits) {
  const Inflated tar = inflated(packed, limits);
  return TarReader(tar, limits).read();
}

}  // namespace fairlead::helm
