#include "cli/provenance/object_path.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "tree/scalar.h"

namespace fairlead {
namespace {

/// What tells the items of a list apart, the most telling first.
constexpr std::string_view merge_keys[] = {"name", "key",  "containerPort", "mountPath",
                                           "port", "host", "path",          "ip"};

constexpr const char* form =
    "write `KIND/NAME: PATH`, as in `Deployment/worker: "
    "spec.template.spec.containers[0].env[REDIS_URL].value`";

bool is_plain(std::string_view key) {
  return !key.empty() && key.find_first_of(".[]\"' /:") == key.npos;
}

/// Cuts the step off that a path begins with; false where it is none.
bool take_step(std::string_view& path, std::vector<std::string>& steps) {
  if (path.front() == '[') {
    const bool quoted = path.size() > 1 && (path[1] == '"' || path[1] == '\'');
    const std::size_t begin = quoted ? 2 : 1;
    const std::size_t end = quoted ? path.find(path[1], begin) : path.find(']', begin);
    if (end == path.npos || end == begin || (quoted && path.substr(end + 1, 1) != "]"))
      return false;
    steps.emplace_back(path.substr(begin, end - begin));
    path.remove_prefix(end + (quoted ? 2 : 1));
  } else {
    const std::size_t end = std::min(path.find_first_of(".["), path.size());
    if (end == 0) return false;
    steps.emplace_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  if (path.empty() || path.front() == '[') return true;
  if (path.front() != '.' || path.size() == 1) return false;
  path.remove_prefix(path[1] == '[' ? 0 : 1);
  return path.front() != '.' || path.size() > 1;
}

Ref step_from(Ref value, std::string_view step) {
  if (value && value->is_mapping()) return value[step];
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), index);
  if (error == std::errc() && end == step.data() + step.size() && value[index]) return value[index];
  for (const Node* item : value.items())
    if (item_name(Ref(item)) == step) return Ref(item);
  return {};
}

}  // namespace

std::string_view item_name(Ref item) {
  for (const std::string_view key : merge_keys)
    if (const std::string_view name = item[key].text(); !name.empty()) return name;
  return {};
}

std::string bracketed(std::string_view step) {
  const bool is_bare = !step.empty() && step.find_first_of("]\"'") == step.npos;
  return is_bare ? fmt::format("[{}]", step) : fmt::format("[\"{}\"]", step);
}

std::string key_step(std::string_view key) {
  return is_plain(key) ? fmt::format(".{}", key) : bracketed(key);
}

bool ObjectPath::means(const Resource& resource) const {
  return lower(resource.kind) == lower(kind) && resource.name == name &&
         (namespace_name.empty() || resource.namespace_name == namespace_name);
}

Result<ObjectPath> read_object_path(std::string_view text) {
  ObjectPath made;
  // No name of an object has a colon followed by a blank; those of roles may have one.
  const std::size_t colon = std::min(text.find(": "), text.size());
  const std::string_view object = trimmed(text.substr(0, colon));
  std::string_view path = trimmed(text.substr(std::min(colon + 1, text.size())));
  const std::vector<std::string_view> words = split(object, '/');
  if (words.size() < 2 || words.size() > 3 || std::ranges::find(words, "") != words.end())
    return usage_error(fmt::format("`{}` names no object: {}", object, form));
  made.kind = words.front();
  made.name = words.back();
  if (words.size() == 3) made.namespace_name = words[1];
  if (path.starts_with('.')) path.remove_prefix(1);
  made.path = path;
  while (!path.empty()) {
    const bool is_step = take_step(path, made.steps);
    if (!is_step) return usage_error(fmt::format("`{}` is no path to a value: {}", path, form));
    std::size_t end = made.path.size() - path.size();
    if (end < made.path.size() && made.path[end - 1] == '.') --end;
    made.ends.push_back(end);
  }
  return made;
}

Reached value_at(Ref root, const std::vector<std::string>& steps) {
  Reached reached{{}, 0, root};
  for (const std::string& step : steps) {
    const Ref next = step_from(reached.last, step);
    if (!next) return reached;
    reached.last = next;
    ++reached.done;
  }
  reached.value = reached.last;
  return reached;
}

std::vector<std::string> next_steps(Ref last) {
  std::vector<std::string> all;
  std::size_t index = 0;
  for (const Node* item : last.items()) {
    const std::string_view name = item_name(Ref(item));
    all.push_back(name.empty() ? fmt::format("[{}]", index) : bracketed(name));
    ++index;
  }
  for (const Entry& entry : last.entries()) {
    const Node* key = entry.key->resolved();
    if (!key || !key->is_scalar()) continue;
    all.push_back(key_step(json_key(*key)));
  }
  return all;
}

std::string object_words(const Resource& resource) {
  if (resource.namespace_name.empty()) return fmt::format("{}/{}", resource.kind, resource.name);
  return fmt::format("{}/{}/{}", resource.kind, resource.namespace_name, resource.name);
}

}  // namespace fairlead
