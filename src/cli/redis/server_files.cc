#include "cli/redis/server_files.h"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include "base/text.h"
#include "cli/files/input.h"

namespace fairlead {
namespace {

namespace fs = std::filesystem;
using redis::FileFault;
using redis::ServerFile;

/// As Linux has it: ENAMETOOLONG and ELOOP.
constexpr std::size_t longest_path = 4095, most_links = 40;
/// Of a pattern: a server would go on for as long as there are files.
constexpr std::size_t most_matches = redis::most_included_files + 1, most_names = 1'000'000;

/// The parts of a path from the last to the first, as they are taken off the end.
std::vector<std::string> parts_reversed(std::string_view path) {
  std::vector<std::string> parts;
  for (const std::string_view part : split(path, '/')) parts.emplace_back(part);
  std::ranges::reverse(parts);
  return parts;
}

tl::unexpected<FileFault> fault(const std::error_code& error) {
  const bool missing =
      error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory ||
      error == std::errc::too_many_symbolic_link_levels || error == std::errc::filename_too_long;
  return tl::unexpected(FileFault{missing, missing ? std::string() : error.message()});
}

tl::unexpected<FileFault> missing(std::errc why) { return fault(std::make_error_code(why)); }

/// What `path` is below `root`, both taken from the working directory; "" where it is not.
std::string below(const std::string& path, const std::string& root) {
  const auto inside = [](const fs::path& whole, const fs::path& top) {
    const std::string begin = top == "/" ? "/" : top.string() + "/";
    const std::string text = whole.string();
    return text.starts_with(begin) ? "/" + text.substr(begin.size()) : std::string();
  };
  std::error_code error;
  fs::path top = fs::absolute(root, error).lexically_normal();
  if (!top.has_filename()) top = top.parent_path();
  const fs::path given = fs::absolute(path, error).lexically_normal();
  if (std::string found = inside(given, top); !found.empty()) return found;
  // The root, or the way to both, may be a link itself.
  const fs::path real_top = fs::canonical(top, error);
  const fs::path real_parent = fs::canonical(given.parent_path(), error);
  return error ? std::string() : inside(real_parent / given.filename(), real_top);
}

}  // namespace

ServerFiles::ServerFiles(std::string file, std::string root)
    : file_(std::move(file)), root_(std::move(root)) {
  std::error_code error;
  if (file_ == "-") {
    directory_ = root_.empty() ? fs::current_path(error).string() : "/";
    return;
  }
  if (root_.empty()) {
    inside_ = fs::absolute(file_, error).string();
  } else {
    inside_ = below(file_, root_);
    if (inside_.empty()) inside_ = "/" + file_;
  }
  directory_ = fs::path(inside_).parent_path().string();
}

Result<ServerFile> ServerFiles::main() const {
  if (!root_.empty()) {
    std::error_code error;
    if (!fs::is_directory(root_, error)) {
      return unavailable(fmt::format("--root: `{}` is no directory", root_));
    }
    if (file_ != "-") return main_below_root();
  }
  auto text = read_input(file_);
  if (!text) return tl::unexpected(text.error());
  const auto real = file_ == "-" ? Found() : resolved(inside_);
  return ServerFile{file_ == "-" ? "<stdin>" : file_, std::move(*text), real.value_or("")};
}

Result<ServerFile> ServerFiles::main_below_root() const {
  const std::string path = shown(inside_);
  const auto real = resolved(inside_);
  if (!real) {
    return unavailable(
        fmt::format("cannot read `{}`: {}", path,
                    real.error().missing ? "No such file or directory" : real.error().why));
  }
  std::error_code error;
  if (fs::is_directory(*real, error)) {
    return unavailable(fmt::format("cannot read `{}`: Is a directory", path));
  }
  if (!fs::is_regular_file(*real, error)) {
    return unavailable(fmt::format("cannot read `{}`: it is no regular file", path));
  }
  auto text = read_input(*real);
  if (!text) return tl::unexpected(text.error());
  return ServerFile{path, std::move(*text), *real};
}

redis::ServerFileAccess ServerFiles::access() const {
  return {[this](std::string_view path) { return read(path); },
          [this](std::string_view pattern) { return match(pattern); }};
}

std::string ServerFiles::placed(std::string_view path) const {
  return path.starts_with('/') ? std::string(path) : fmt::format("{}/{}", directory_, path);
}

std::string ServerFiles::shown(std::string_view path) const {
  if (!root_.empty()) {
    return (fs::path(root_) / fs::path(placed(path)).relative_path()).lexically_normal().string();
  }
  if (path.starts_with('/') || file_ == "-") return std::string(path);
  return (fs::path(file_).parent_path() / path).string();
}

ServerFiles::Found ServerFiles::resolved(std::string_view path) const {
  if (path.size() > longest_path) return missing(std::errc::filename_too_long);
  std::vector<std::string> ahead = parts_reversed(path);
  fs::path done;
  std::size_t links = 0;
  while (!ahead.empty()) {
    const std::string part = std::move(ahead.back());
    ahead.pop_back();
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      done = done.parent_path();
      continue;
    }
    const fs::path here = root_ + "/" + (done / part).string();
    std::error_code error;
    const fs::file_status status = fs::symlink_status(here, error);
    if (error) return fault(error);
    if (status.type() != fs::file_type::symlink) {
      if (!ahead.empty() && !fs::is_directory(status)) return missing(std::errc::not_a_directory);
      done /= part;
      continue;
    }
    const std::string target = fs::read_symlink(here, error).string();
    if (error) return fault(error);
    if (++links > most_links) return missing(std::errc::too_many_symbolic_link_levels);
    if (target.starts_with('/')) done.clear();
    for (std::string& each : parts_reversed(target)) ahead.push_back(std::move(each));
  }
  return root_ + "/" + done.string();
}

tl::expected<ServerFile, FileFault> ServerFiles::read(std::string_view path) const {
  const std::string place = placed(path);
  // An image that is laid out has no devices.
  if (fs::path(place).lexically_normal() == "/dev/null") return ServerFile{shown(path), "", place};
  auto real = resolved(place);
  if (!real) return tl::unexpected(std::move(real.error()));
  std::error_code error;
  const fs::file_status status = fs::status(*real, error);
  if (error) return fault(error);
  // A server opens a directory and reads nothing.
  if (fs::is_directory(status)) return ServerFile{shown(path), "", *real};
  if (!fs::is_regular_file(status)) {
    return tl::unexpected(FileFault{false, "it is no regular file"});
  }
  auto text = read_input(*real);
  if (!text) return tl::unexpected(FileFault{false, text.error().message});
  return ServerFile{shown(path), std::move(*text), *real};
}

std::vector<std::string> ServerFiles::names_in(const std::string& directory) const {
  const auto real = resolved(placed(directory));
  if (!real) return {};
  std::vector<std::string> names = {".", ".."};
  std::error_code error;
  fs::directory_iterator each(*real, error);
  for (; !error && each != fs::directory_iterator() && names.size() <= most_names;
       each.increment(error)) {
    names.push_back(each->path().filename().string());
  }
  return error ? std::vector<std::string>() : names;
}

bool ServerFiles::is_in(const std::string& directory, const std::string& name) const {
  const auto real = resolved(placed(directory));
  std::error_code error;
  // A link counts even where it leads nowhere.
  return real && fs::exists(fs::symlink_status(fs::path(*real) / name, error));
}

bool ServerFiles::match_part(std::vector<std::string>& places, const std::string& part,
                             bool last) const {
  const bool pattern = part.find_first_of("*?[\\") != std::string::npos;
  std::vector<std::string> found;
  std::size_t names = 0;
  for (const std::string& place : places) {
    if (!pattern) {
      if (!last || is_in(place, part)) found.push_back(place + part + (last ? "" : "/"));
      continue;
    }
    for (const std::string& name : names_in(place)) {
      if (++names > most_names || found.size() > most_matches) return false;
      if (::fnmatch(part.c_str(), name.c_str(), FNM_PERIOD) != 0) continue;
      found.push_back(place + name + (last ? "" : "/"));
    }
  }
  places = std::move(found);
  return true;
}

std::optional<std::vector<std::string>> ServerFiles::match(std::string_view pattern) const {
  // Behind a slash there are but directories, of which a server reads nothing.
  if (pattern.size() > longest_path || pattern.ends_with('/')) return std::vector<std::string>();
  std::vector<std::string> parts;
  for (const std::string_view part : split(pattern, '/')) {
    if (!part.empty()) parts.emplace_back(part);
  }
  std::vector<std::string> places = {pattern.starts_with('/') ? "/" : ""};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!match_part(places, parts[i], i + 1 == parts.size())) return std::nullopt;
  }
  std::ranges::sort(places);
  return places;
}

}  // namespace fairlead
