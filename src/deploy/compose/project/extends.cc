#include <fmt/format.h>

#include <algorithm>

#include "deploy/compose/merge/merge.h"
#include "deploy/compose/merge/paths.h"
#include "deploy/compose/project/model_files.h"

namespace fairlead::compose {
namespace {

/// Services extend each other this far.
constexpr std::size_t longest_chain = 100;

}  // namespace

Refused ModelFiles::extend_all(const Scope& scope, const Resets& resets, Value& root) {
  for (const std::string_view kind : {"services", "jobs"}) {
    Value* all = root.find(kind);
    if (!all) continue;
    if (!all->is_mapping())
      return Refusal{Stage::load, fmt::format("{} must be a mapping", kind), all->span()};
    std::vector<std::string> names;
    for (const auto& [name, field] : all->fields) names.push_back(name);
    for (const std::string& name : names) {
      Chain chain;
      if (auto refused = extend(name, scope, resets, chain, *all)) return refused;
    }
  }
  return std::nullopt;
}

Refused ModelFiles::extend(const std::string& name, const Scope& scope, const Resets& resets,
                           Chain& chain, Value& services) {
  const Value& service = *services.find(name);
  if (service.is_null()) return std::nullopt;
  if (!service.is_mapping())
    return Refusal{Stage::load, fmt::format("services.{} must be a mapping", name), service.span()};
  const Value* extends = service.find("extends");
  if (!extends) return std::nullopt;
  const Value* named = extends->is_mapping() ? extends->find("service") : extends;
  const Value* file = extends->is_mapping() ? extends->present("file") : nullptr;
  const Span at = extends->span();
  if (extends->is_mapping() && (!named || !named->is_string()))
    return Refusal{Stage::load, fmt::format("extends.{}.service is required", name), at};
  const Extended what{name, std::string(named->text()),
                      file ? std::string(file->text()) : scope.file, at};
  if (!file) return extend_by(what, scope, resets, resets, chain, services, services);
  const auto base = base_of(what.file, scope, at);
  if (!base && base.error().stage == Stage::declined) return base.error();
  if (!base) return stop(what, scope, base.error());
  // What it extends in another file looks for others there.
  Value others = (*base)->services;
  if (auto refused = maker_.take(size_of(others))) return refused;
  return extend_by(what, scope, resets, (*base)->resets, chain, others, services);
}

Refused ModelFiles::stop(const Extended& what, const Scope& scope, const Refusal& why) {
  if (leave(what.at, "`extends`", why.message)) return std::nullopt;
  return Refusal{
      why.stage,
      fmt::format("cannot extend service \"{}\" in {}: {}", what.name, scope.file, why.message),
      why.at.is_place() ? why.at : what.at, why.is_absent};
}

Refused ModelFiles::extend_by(const Extended& what, const Scope& scope, const Resets& resets,
                              const Resets& others_resets, Chain& chain, Value& others,
                              Value& services) {
  if (!others.find(what.service))
    return stop(what, scope,
                {Stage::load, fmt::format("service \"{}\" not found", what.service), {}});
  const ServiceRef here{what.file, what.name};
  if (std::ranges::find(chain, here) != chain.end())
    return stop(
        what, scope,
        {Stage::load, fmt::format("Circular reference: {} in {}", what.name, what.file), {}});
  if (chain.size() >= longest_chain)
    return Refusal{Stage::declined, "services extend each other too often", what.at};
  chain.push_back(here);
  Refused refused = extend(what.service, scope, others_resets, chain, others);
  chain.pop_back();
  if (refused) return refused;
  const Value* base = others.find(what.service);
  if (base->is_null()) return std::nullopt;
  return put_over(*base, what.name, resets, *services.find(what.name));
}

Refused ModelFiles::put_over(const Value& base, const std::string& name, const Resets& resets,
                             Value& service) {
  if (auto refused = maker_.take(size_of(base))) return refused;
  Value below = Value::mapping(), all = Value::mapping();
  all.set(name, nullptr, base);
  below.set("services", nullptr, std::move(all));
  apply_resets(resets, below);
  Path path{{"services", "x"}};
  Value* found = below.find("services")->find(name);
  Value made = found ? std::move(*found) : Value::mapping();
  service.erase("extends");
  if (auto refused = merge(made, service, path, maker_)) return refused;
  service = std::move(made);
  return std::nullopt;
}

Loaded<std::shared_ptr<const ModelFiles::Base>> ModelFiles::base_of(const std::string& file,
                                                                    const Scope& scope, Span at) {
  const std::string path = joined_below(scope.directory, file);
  const std::string directory = relative_to(scope.directory, directory_above(path));
  const std::string key = fmt::format("{}\n{}", path, directory);
  if (const auto found = scope.setting.bases.find(key); found != scope.setting.bases.end())
    return found->second;
  auto made = std::make_shared<Base>();
  auto all = documents(path);
  if (!all) return tl::unexpected(std::move(all.error()));
  Value dict = Value::mapping();
  for (ComposeDocument& document : *all) {
    if (!document.root.is_mapping())
      return tl::unexpected(Refusal{Stage::load, "top-level object must be a mapping", at});
    Refused refused = interpolate(scope.setting, document.root);
    if (!refused) apply_resets(document.resets, dict);
    Path top;
    if (!refused) refused = merge(dict, document.root, top, maker_);
    if (!refused) refused = make_unique(dict, top, maker_);
    if (!refused) refused = make_long_forms(dict);
    if (refused) return tl::unexpected(std::move(*refused));
    made->resets = std::move(document.resets);
  }
  Value* services = dict.find("services");
  if (!services || !services->is_mapping())
    return tl::unexpected(Refusal{Stage::load, "no services section", at});
  if (auto refused = resolve_paths({directory, request_.home}, dict, maker_))
    return tl::unexpected(std::move(*refused));
  made->services = std::move(*dict.find("services"));
  scope.setting.bases[key] = made;
  return std::shared_ptr<const Base>(made);
}

}  // namespace fairlead::compose
