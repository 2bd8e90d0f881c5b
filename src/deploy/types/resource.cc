#include "deploy/types/resource.h"

#include <fmt/format.h>

namespace fairlead {

Ref first_root(const File& file) {
  for (const Document& document : file.tree.documents) {
    if (document.root) return Ref(document.root);
  }
  return {};
}

std::string_view Resource::group() const {
  const auto slash = api_version.find('/');
  return slash == std::string_view::npos ? std::string_view() : api_version.substr(0, slash);
}

std::string Resource::label() const {
  if (namespace_name.empty()) return fmt::format("{} {}", kind, name);
  return fmt::format("{} {}/{}", kind, namespace_name, name);
}

namespace {

/// Whether a document was lost with what is wrong there.
bool loses_document(ProblemKind kind) {
  switch (kind) {
    case ProblemKind::yaml_syntax:
    case ProblemKind::yaml_encoding:
    case ProblemKind::yaml_limit:
    case ProblemKind::yaml_alias:
    case ProblemKind::template_in_plain:
      return true;
    case ProblemKind::utf_16:
    case ProblemKind::duplicate_key:
    case ProblemKind::repeated_key:
    case ProblemKind::not_yaml:
    case ProblemKind::resource_missing:
    case ProblemKind::resource_outside:
    case ProblemKind::resource_cycle:
    case ProblemKind::kustomize_refuses:
    case ProblemKind::kustomize_idle_patch:
    case ProblemKind::compose_refuses:
    case ProblemKind::redis_quotes:
      return false;
  }
  __builtin_unreachable();
}

}  // namespace

void Rendered::take_problems(const File& file, bool deployed) {
  for (Problem problem : file.tree.problems) {
    problem.deployed = deployed;
    open = open || (deployed && loses_document(problem.kind));
    problems.push_back(std::move(problem));
  }
}

void Rendered::take_problems_of_copy(const File& file) {
  for (Problem problem : file.tree.problems) {
    problem.deployed = false;
    if (problem.kind == ProblemKind::yaml_syntax) problems.push_back(std::move(problem));
  }
}

}  // namespace fairlead
