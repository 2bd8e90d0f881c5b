#include "deploy/compose/merge/paths.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "deploy/compose/value/path.h"
#include "deploy/compose/value/volume_text.h"

namespace fairlead::compose {
namespace {

/// What stands at a path.
enum class How : std::uint8_t {
  path,     ///< a path, or a list of them
  context,  ///< a path, unless it is an address or another service
  either,   ///< a path of Unix or of Windows
  mount,    ///< a volume's mapping
  volume,   ///< a volume's options may name a device that is a path
};

struct Row {
  std::string_view pattern;
  How how;
};

constexpr Row rows[] = {
    {"@.*.build.context", How::context},
    {"@.*.build.additional_contexts.*", How::context},
    {"@.*.build.ssh.*", How::either},
    {"@.*.env_file.*.path", How::path},
    {"@.*.label_file.*", How::path},
    {"@.*.extends.file", How::path},
    {"@.*.volumes.*", How::mount},
    {"services.*.develop.watch.*.path", How::path},
    {"services.*.pre_start.*.env_file.*.path", How::path},
    {"services.*.pre_start.*.label_file.*", How::path},
    {"services.*.pre_start.*.volumes.*", How::mount},
    {"configs.*.file", How::either},
    {"secrets.*.file", How::either},
    {"include.path", How::path},
    {"include.project_directory", How::path},
    {"include.env_file", How::path},
    {"volumes.*", How::volume},
};

bool is_windows_path(std::string_view path) {
  if (path.starts_with("\\\\") || path.starts_with("//")) return true;
  return path.size() > 2 && path[1] == ':' && (path[2] == '\\' || path[2] == '/');
}

class Resolver {
 public:
  Resolver(const Bases& bases, Maker& maker) : bases_(bases), maker_(maker) {}

  Refused value(Value& value) {
    if (const Row* row = row_for(rows, path_)) return by_row(row->how, value);
    for (auto& [name, field] : value.fields) {
      const Step step(path_, name);
      if (auto refused = this->value(field.value)) return refused;
    }
    for (Value& item : value.items) {
      const Step step(path_, list_part);
      if (auto refused = this->value(item)) return refused;
    }
    return std::nullopt;
  }

 private:
  Refused by_row(How how, Value& value) {
    switch (how) {
      case How::path:
        return path(value);
      case How::context:
        return is_elsewhere(value.text()) ? std::nullopt : path(value);
      case How::either:
        if (value.is_string() && !is_windows_path(value.text())) below(value);
        return std::nullopt;
      case How::mount:
        return mount(value);
      case How::volume:
        device(value);
        return std::nullopt;
    }
    __builtin_unreachable();
  }

  static bool is_elsewhere(std::string_view context) {
    constexpr std::string_view begins[] = {"service:", "github.com/", "git@"};
    return contains(context, "://") ||
           std::ranges::any_of(begins, [&](auto each) { return context.starts_with(each); });
  }

  Refused path(Value& value) {
    for (Value& item : value.items)
      if (auto refused = path(item)) return refused;
    if (value.is_sequence()) return std::nullopt;
    if (!value.is_string())
      return maker_.refuse(fmt::format("{}: unexpected type", path_.text()), value.span());
    if (!value.text().empty()) below(value);
    return std::nullopt;
  }

  void below(Value& value) {
    const std::string_view text = value.text();
    const bool is_home = text.starts_with('~');
    if (text.starts_with('/') || (is_home && bases_.home.empty())) return;
    const std::string made = is_home ? clean_path(fmt::format("{}/{}", bases_.home, text.substr(1)))
                                     : joined_below(bases_.directory, text);
    if (made != text) value = maker_.retyped(value, Kind::string, made);
  }

  Refused mount(Value& value) {
    const Value* type = value.find("type");
    if (!value.is_mapping() || !type || type->text() != "bind") return std::nullopt;
    Value* source = value.find("source");
    if (!source)
      return maker_.refuse("invalid mount config for type \"bind\": field Source must not be empty",
                           value.span());
    if (source->is_string() && !is_windows_path(source->text())) below(*source);
    return std::nullopt;
  }

  void device(Value& value) {
    const Value* driver = value.find("driver");
    Value* options = value.find("driver_opts");
    if (!driver || driver->text() != "local" || !options) return;
    const Value* mode = options->find("o");
    Value* device = options->find("device");
    if (!mode || mode->text() != "bind" || !device || !device->is_string()) return;
    if (!is_windows_path(device->text())) below(*device);
  }

  const Bases& bases_;
  Maker& maker_;
  Path path_;
};

}  // namespace

Refused resolve_paths(const Bases& bases, Value& project, Maker& maker) {
  return Resolver(bases, maker).value(project);
}

std::string joined_below(std::string_view directory, std::string_view path) {
  if (path.starts_with('/') || directory.empty()) return clean_path(path);
  return clean_path(fmt::format("{}/{}", directory, path));
}

std::string directory_above(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == path.npos) return ".";
  return clean_path(path.substr(0, std::max<std::size_t>(slash, 1)));
}

std::string relative_to(std::string_view directory, std::string_view path) {
  auto from = split(directory, '/'), to = split(path, '/');
  std::erase(from, "");
  std::erase(to, "");
  std::size_t same = 0;
  while (same < from.size() && same < to.size() && from[same] == to[same]) ++same;
  std::string made;
  for (std::size_t i = same; i < from.size(); ++i) made += "../";
  for (std::size_t i = same; i < to.size(); ++i) made += fmt::format("{}/", to[i]);
  return clean_path(made.empty() ? "." : made);
}

}  // namespace fairlead::compose
