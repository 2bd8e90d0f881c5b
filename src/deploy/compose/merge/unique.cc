#include "deploy/compose/merge/unique.h"

#include <fmt/format.h>

#include <unordered_map>

#include "base/text.h"
#include "deploy/compose/merge/merge.h"
#include "deploy/compose/value/volume_text.h"

namespace fairlead::compose {
namespace {

struct Row {
  std::string_view pattern;
  Index index;
};

constexpr Row rows[] = {
    {"networks.*.labels", Index::key},
    {"networks.*.ipam.options", Index::key},
    {"services.*.annotations", Index::key},
    {"services.*.build.args", Index::key},
    {"services.*.build.additional_contexts", Index::key},
    {"services.*.build.platform", Index::key},
    {"services.*.build.tags", Index::key},
    {"services.*.build.labels", Index::key},
    {"services.*.cap_add", Index::key},
    {"services.*.cap_drop", Index::key},
    {"services.*.devices", Index::device},
    {"services.*.configs", Index::config},
    {"services.*.deploy.labels", Index::key},
    {"services.*.dns", Index::key},
    {"services.*.dns_opt", Index::key},
    {"services.*.dns_search", Index::key},
    {"services.*.environment", Index::key},
    {"services.*.env_file", Index::env_file},
    {"services.*.expose", Index::exposed},
    {"services.*.labels", Index::key},
    {"services.*.links", Index::key},
    {"services.*.networks.*.aliases", Index::key},
    {"services.*.networks.*.link_local_ips", Index::key},
    {"services.*.ports", Index::port},
    {"services.*.profiles", Index::key},
    {"services.*.secrets", Index::secret},
    {"services.*.sysctls", Index::key},
    {"services.*.tmpfs", Index::key},
    {"services.*.volumes", Index::volume},
};

Loaded<std::string> refuse(const Path& path, std::string_view what, const Value& item) {
  return tl::unexpected(
      Refusal{Stage::load, fmt::format("{}: {}", path.text(), what), item.span()});
}

/// A text, or what stands for it.
std::string field_or(const Value& item, std::string_view name, std::string_view otherwise) {
  const Value* value = item.find(name);
  if (!value) return std::string(otherwise);
  return fmt::format("{}{}", value->is_string() ? "" : "#", printed(*value));
}

Loaded<std::string> mounted(const Value& item, std::string_view directory, const Path& path) {
  if (item.is_string()) return fmt::format("{}/{}", directory, item.text());
  if (!item.is_mapping()) return refuse(path, "unsupported value", item);
  if (const Value* target = item.find("target")) return std::string(target->text());
  return fmt::format("{}/{}", directory, field_or(item, "source", ""));
}

Loaded<std::string> target(const Value& item, std::string_view missing, const Path& path) {
  const Value* found = item.find("target");
  if (!found || !found->is_string()) return refuse(path, missing, item);
  return std::string(found->text());
}

Loaded<std::string> index_of(const Value& item, Index index, const Path& path) {
  switch (index) {
    case Index::key:
      if (!item.is_string()) return refuse(path, "unexpected type", item);
      return std::string(item.text().substr(0, item.text().find('=')));
    case Index::volume:
      if (item.is_mapping()) return target(item, "service volume is missing a mount target", path);
      if (!item.is_string()) return std::string();
      if (const auto parts = volume_parts(item.text())) return std::string(parts->target);
      return refuse(path, fmt::format("invalid spec: {}", item.text()), item);
    case Index::device: {
      if (item.is_mapping()) return target(item, "service device is missing a mount target", path);
      const auto parts = split(item.text(), ':');
      return std::string(parts.size() == 1 ? parts[0] : parts[1]);
    }
    case Index::exposed:
      if (!item.is_string() && !item.is_integer())
        return refuse(path, "unsupported expose value", item);
      return printed(item);
    case Index::config:
      return mounted(item, "", path);
    case Index::secret:
      return mounted(item, "/run/secrets", path);
    case Index::port:
      if (!item.is_mapping()) return printed(item);
      if (!item.find("target")) return refuse(path, "service ports is missing a target port", item);
      return fmt::format("{}:{}:{}/{}", field_or(item, "host_ip", "0.0.0.0"),
                         field_or(item, "published", "none"), printed(*item.find("target")),
                         field_or(item, "protocol", "tcp"));
    case Index::env_file:
      if (item.is_string()) return std::string(item.text());
      if (!item.is_mapping()) return std::string();
      if (const Value* file = item.find("path")) return std::string(file->text());
      return refuse(path, "environment path attribute is missing", item);
  }
  __builtin_unreachable();
}

}  // namespace

Refused unique_items(Value& list, Index index, const Path& path, Maker& maker) {
  std::unordered_map<std::string, std::size_t> places;
  std::vector<Value> kept;
  for (Value& item : list.items) {
    auto key = index_of(item, index, path);
    if (!key && !maker.is_lenient()) return std::move(key.error());
    if (!key) key = identity(item);
    const auto [place, is_new] = places.try_emplace(std::move(*key), kept.size());
    if (is_new) {
      kept.push_back(std::move(item));
      continue;
    }
    Value& before = kept[place->second];
    const bool hangs_on = item.is_scalar() && before.is_scalar();
    before = hangs_on ? maker.chosen(item, before) : std::move(item);
  }
  if (kept.size() != list.items.size()) list.node = nullptr;
  list.items = std::move(kept);
  return std::nullopt;
}

Refused make_unique(Value& value, Path& path, Maker& maker) {
  for (auto& [name, field] : value.fields) {
    const Step step(path, name);
    if (auto refused = make_unique(field.value, path, maker)) return refused;
  }
  if (!value.is_sequence()) return std::nullopt;
  const Row* row = row_for(rows, path);
  return row ? unique_items(value, row->index, path, maker) : std::nullopt;
}

}  // namespace fairlead::compose
