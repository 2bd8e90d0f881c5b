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

void Rendered::take_problems(const File& file, bool deployed) {
  for (Problem problem : file.tree.problems) {
    problem.deployed = deployed;
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
