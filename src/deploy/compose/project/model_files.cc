#include "deploy/compose/project/model_files.h"

#include <fmt/format.h>

#include "deploy/compose/merge/canonical.h"
#include "deploy/compose/merge/merge.h"
#include "deploy/compose/merge/paths.h"
#include "deploy/compose/model/schema.h"
#include "deploy/compose/project/checks.h"
#include "deploy/compose/project/normalize.h"
#include "deploy/compose/variables/interpolate.h"

namespace fairlead::compose {

Loaded<Value> ModelFiles::model(const std::vector<std::string>& paths, Setting setting) {
  Value dict = Value::mapping();
  for (const std::string& path : paths)
    if (auto refused = add_file(path, setting, dict)) return tl::unexpected(std::move(*refused));
  if (auto refused = set_defaults(dict, maker_)) return tl::unexpected(std::move(*refused));
  if (!maker_.is_lenient())
    if (auto refused = check_content(dict)) return tl::unexpected(std::move(*refused));
  if (!setting.directory.empty())
    if (auto refused = resolve_paths({setting.directory, request_.home}, dict, maker_))
      return tl::unexpected(std::move(*refused));
  resolve_environment(*setting.environment, dict, maker_);
  return dict;
}

Loaded<std::vector<ComposeDocument>> ModelFiles::documents(const std::string& path) {
  const auto source = files_.read(path);
  if (!source)
    return tl::unexpected(
        Refusal{Stage::load, fmt::format("open {}: no such file or directory", path), {}, true});
  return read_documents(*source, maker_);
}

Refused ModelFiles::interpolate(const Setting& setting, Value& root) {
  if (request_.raw) return std::nullopt;
  const Environment& environment = *setting.environment;
  const auto lookup = [&](std::string_view name) -> const Variable* {
    const auto found = environment.find(name);
    return found == environment.end() ? nullptr : &found->second;
  };
  return compose::interpolate(lookup, request_.unset, root, maker_);
}

Refused ModelFiles::add_file(const std::string& path, Setting& setting, Value& dict) {
  auto all = documents(path);
  if (!all) return std::move(all.error());
  for (ComposeDocument& document : *all)
    if (auto refused = add_document(document, path, setting, dict)) return refused;
  return std::nullopt;
}

namespace {

/// Attributes that were extensions once are called by their names of today.
void rename_field(std::string_view from, std::string_view to, Value& value) {
  const auto place = value.fields.find(from);
  if (place == value.fields.end()) return;
  Field old = std::move(place->second);
  value.fields.erase(place);
  if (!value.present(to)) value.set(std::string(to), old.key, std::move(old.value));
}

void rename_old_fields(Value& root) {
  Value* services = root.find("services");
  if (!services) return;
  for (auto& [name, field] : services->fields) {
    rename_field("x-develop", "develop", field.value);
    Value* develop = field.value.find("develop");
    Value* watch = develop ? develop->find("watch") : nullptr;
    if (!watch) continue;
    for (Value& item : watch->items) rename_field("x-initialSync", "initial_sync", item);
  }
}

}  // namespace

Refused ModelFiles::add_document(ComposeDocument& document, const std::string& path,
                                 Setting& setting, Value& dict) {
  Value& root = document.root;
  if (!root.is_mapping()) return maker_.refuse("top-level object must be a mapping", root.span());
  if (auto refused = interpolate(setting, root)) return refused;
  rename_old_fields(root);
  setting.including.push_back(path);
  Refused refused = include_all(setting, document.resets, root);
  setting.including.pop_back();
  if (refused) return refused;
  apply_resets(document.resets, dict);
  Scope scope{path, setting.files_directory, setting};
  if ((refused = extend_all(scope, document.resets, root))) return refused;
  Path at;
  if ((refused = merge(dict, root, at, maker_))) return refused;
  if ((refused = make_unique(dict, at, maker_))) return refused;
  if (!maker_.is_lenient() && (refused = check_schema(dict))) {
    refused->message = fmt::format("validating {}: {}", path, refused->message);
    return refused;
  }
  dict.erase("version");
  return make_long_forms(dict);
}

Refused ModelFiles::make_long_forms(Value& dict) {
  Path at;
  if (auto refused = make_canonical(request_.raw || maker_.is_lenient(), dict, maker_))
    return refused;
  for (const std::string_view kind : {"services", "jobs"}) {
    Value* all = dict.find(kind);
    if (!all) continue;
    for (auto& [name, field] : all->fields) {
      Value* servers = field.value.find("dns");
      if (!servers) continue;
      std::erase_if(servers->items, [](const Value& item) { return item.text().empty(); });
    }
  }
  return make_unique(dict, at, maker_);
}

bool ModelFiles::leave(Span at, std::string what, std::string why) {
  if (!maker_.is_lenient()) return false;
  project_.left_aside.push_back({at, std::move(what), std::move(why)});
  return true;
}

}  // namespace fairlead::compose
