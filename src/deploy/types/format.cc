#include "deploy/types/format.h"

#include "base/files.h"
#include "base/text.h"

namespace fairlead {

std::optional<FileFormat> format_of(std::string_view path) {
  const std::string name = lower(base_name(path));
  const std::string_view view = name;
  if (view.ends_with(".yaml") || view.ends_with(".yml")) return FileFormat::yaml;
  if (view.ends_with(".json")) return FileFormat::json;
  if (view.ends_with(".conf")) {
    if (contains(view, "sentinel")) return FileFormat::sentinel_conf;
    if (contains(view, "redis") || contains(view, "valkey")) return FileFormat::redis_conf;
  }
  if (base_name(path) == "Kustomization") return FileFormat::yaml;
  if (view == "users.acl" || view == "user.acl" || view.ends_with(".acl"))
    return FileFormat::acl_file;
  if (view == ".env.example" || view == ".env.sample" || view == ".env.template")
    return FileFormat::env_file;
  return std::nullopt;
}

}  // namespace fairlead
