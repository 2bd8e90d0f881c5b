#include "code/builds/workflow_scope.h"

#include <algorithm>

#include "code/builds/partial_text.h"

namespace fairlead {
namespace {

using Values = WorkflowScope::Values;

Alternatives not_known() { return {std::string(unknown_text)}; }

Alternatives of(const Values& values, std::string_view name) {
  const auto value = values.find(name);
  return value == values.end() ? not_known() : value->second;
}

Alternatives of_repository(std::string_view own, std::string_view path) {
  if (own.empty()) return not_known();
  const auto slash = own.find('/');
  if (path == "repository" || path == "event.repository.full_name") return {std::string(own)};
  if (path == "repository_owner" || path == "event.repository.owner.login")
    return {std::string(own.substr(0, slash))};
  if (path == "event.repository.name") return {std::string(own.substr(slash + 1))};
  return not_known();
}

}  // namespace

Alternatives WorkflowScope::context(std::string_view path) const {
  const auto dot = path.find('.');
  const std::string_view first = path.substr(0, dot);
  const std::string_view rest =
      dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
  if (first == "env") return of(env, rest);
  if (first == "inputs") return of(inputs, rest);
  if (first == "matrix") {
    const auto value = matrix.find(rest);
    return value == matrix.end() ? not_known() : Alternatives{value->second};
  }
  if (first == "github") {
    if (rest == "workspace") return {"."};
    if (rest.starts_with("event.inputs.")) return of(inputs, rest.substr(13));
    return of_repository(own, rest);
  }
  constexpr std::string_view outputs_of = ".outputs.";
  const auto at = rest.find(outputs_of);
  if (first != "steps" || at == std::string_view::npos) return not_known();
  const std::string_view name = rest.substr(at + outputs_of.size());
  return of(outputs, std::string(rest.substr(0, at)) + "." + std::string(name));
}

Alternatives WorkflowScope::value(std::string_view text) const {
  return evaluated(text, [&](std::string_view path) { return context(path); });
}

std::string WorkflowScope::single(std::string_view text) const {
  const Alternatives all = value(text);
  return all.size() == 1 ? all[0] : std::string(unknown_text);
}

void WorkflowScope::set_env(Ref map) {
  Values set;
  for (const Entry& entry : map.entries())
    set.insert_or_assign(std::string(entry.key->text()), value(Ref(entry.value).text()));
  for (auto& [name, values] : set) env.insert_or_assign(name, std::move(values));
}

std::optional<std::string> WorkflowScope::variable(std::string_view name) const {
  if (const auto set = env.find(name); set != env.end() && set->second.size() == 1)
    return set->second[0];
  const bool whole = name == "GITHUB_REPOSITORY";
  if (own.empty() || (!whole && name != "GITHUB_REPOSITORY_OWNER")) return std::nullopt;
  return std::string(whole ? own : own.substr(0, own.find('/')));
}

WorkflowScope::Values workflow_inputs(Ref declared, const Values& given) {
  Values inputs;
  for (const Entry& entry : declared.entries()) {
    const Ref input(entry.value);
    Alternatives values;
    for (const Node* option : input["options"].items()) values.emplace_back(Ref(option).text());
    if (values.empty() && input["default"]) values = {std::string(input["default"].text())};
    if (values.empty() || values.size() > most_alternatives)
      values = input["required"].boolean() ? not_known() : Alternatives{""};
    inputs.insert_or_assign(std::string(entry.key->text()), std::move(values));
  }
  for (const auto& [name, values] : given) inputs.insert_or_assign(name, values);
  return inputs;
}

}  // namespace fairlead
