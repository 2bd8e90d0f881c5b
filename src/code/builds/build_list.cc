#include "code/builds/build_list.h"

#include <algorithm>

#include "address/image_name.h"
#include "base/files.h"
#include "base/filled_in.h"
#include "base/text.h"
#include "code/builds/partial_text.h"

namespace fairlead {
namespace {

constexpr std::size_t largest_looked_through = 1u << 20;
/// Of more, nothing is known.
constexpr std::size_t most_builds = 10'000;

/// Whether a text may be an image's name: others are options, or words of another language.
bool is_image_name(std::string_view name) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view("._-/:").find(c) != std::string_view::npos;
  };
  return !name.empty() && name.front() != '-' && name.front() != '.' && name.front() != '/' &&
         !contains(name, "//") && std::ranges::all_of(name, fits);
}

}  // namespace

void BuildList::add(std::string_view image, Span at, std::string_view context,
                    std::string_view dockerfile) {
  image = trimmed(image);
  if (image.empty()) return;
  if (image.front() == unknown_part) return add_unknown(at, "its name is not known");
  const std::string repository = image_repository(image);
  if (const auto known = repository.find(unknown_part); known != std::string::npos)
    return add_unknown(at, "a part of its name is not known", repository.substr(0, known));
  if (is_filled_in(image) || !is_image_name(repository))
    return add_unknown(at, "its name is filled in");
  const auto known = [](std::string_view text) {
    return std::string(is_known(text) && !is_filled_in(text) ? text : std::string_view());
  };
  if (to_.builds.size() >= most_builds) return add_unknown(at, "there are too many");
  Build build{repository, at, known(context), known(dockerfile), by_, std::string(path_)};
  const auto same = [&](const Build& other) {
    return other.image == build.image && other.path == build.path;
  };
  // What is known of the directory in one place of a file (a build) and not in another (a tag).
  for (Build& other : to_.builds) {
    if (!same(other)) continue;
    if (build.context.empty() || other.context == build.context) return;
    if (other.context.empty()) {
      // The place where it is named stays.
      other.context = std::move(build.context);
      other.dockerfile = std::move(build.dockerfile);
      return;
    }
  }
  to_.builds.push_back(std::move(build));
}

void BuildList::add_unknown(Span at, std::string reason, std::string_view begin) {
  const auto same = [&](const UnknownBuild& other) {
    return other.path == path_ && other.begin == begin && (other.at == at || !begin.empty());
  };
  if (to_.unknown.size() < most_builds && std::ranges::none_of(to_.unknown, same))
    to_.unknown.push_back({std::string(path_), at, std::string(begin), std::move(reason)});
}

std::string build_path(std::string_view directory, std::string_view written) {
  written = trimmed(written);
  if (!is_known(written) || written.empty()) return "";
  if (written.starts_with('/') || contains(written, "://")) return "";
  const auto joined = joined_path(directory, written);
  if (!joined) return "";
  return joined->empty() ? "." : *joined;
}

Span line_span(const SourceMap& sources, Ref scalar, std::size_t line) {
  const Span whole = scalar.span();
  if (!scalar || scalar->style() != Style::literal || !sources.is_written(whole.source))
    return whole;
  const std::string_view text = sources.text(whole);
  if (text.size() > largest_looked_through) return whole;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= line; ++i) {
    const std::size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) return whole;
    begin = end + 1;
  }
  const std::size_t end = std::min(text.find('\n', begin), text.size());
  const std::string_view words = trimmed(text.substr(begin, end - begin));
  if (words.empty()) return whole;
  const auto from = static_cast<std::size_t>(words.data() - text.data());
  return whole.part(from, from + words.size());
}

bool UnknownBuild::may_belong_to(std::string_view owner) const {
  const std::string below = std::string(owner) + "/";
  return below.starts_with(begin) || begin.starts_with(below);
}

}  // namespace fairlead
