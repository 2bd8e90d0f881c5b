#include "deploy/argo/set/application_set.h"

#include <fmt/format.h>

#include "deploy/argo/set/filling.h"
#include "deploy/argo/set/generators.h"
#include "deploy/argo/set/patched_tree.h"
#include "tree/document.h"
#include "tree/scalar.h"

namespace fairlead::argo {
namespace {

gotemplate::MissingKey missing_key(Ref options) {
  auto missing = gotemplate::MissingKey::invalid;
  for (const Node* item : options.items()) {
    const std::string_view option = Ref(item).text();
    if (option == "missingkey=error") missing = gotemplate::MissingKey::error;
    if (option == "missingkey=zero") missing = gotemplate::MissingKey::zero;
    if (option == "missingkey=invalid" || option == "missingkey=default")
      missing = gotemplate::MissingKey::invalid;
  }
  return missing;
}

class Maker {
 public:
  Maker(Ref set, const FileSet& files, SourceMap& sources, Arena& arena)
      : set_(set), spec_(set["spec"]), run_(files, sources, arena) {
    run_.go_template = spec_["goTemplate"].boolean();
    run_.missing = missing_key(spec_["goTemplateOptions"]);
  }

  MadeApplications make() {
    MadeApplications made;
    std::string unknown;
    for (const Node* item : spec_["generators"].items()) {
      const Ref generator(item);
      run_.unknown.clear();
      const ParameterSets sets = generated(run_, generator);
      if (!run_.unknown.empty()) unknown = run_.unknown;
      for (gotemplate::Map* each : sets) {
        const Node* application = one(generator, *each);
        if (!application) break;
        made.applications.emplace_back(application);
      }
    }
    if (!run_.heap.budget().refused().empty()) run_.fail(std::string(run_.heap.budget().refused()));
    if (!run_.fault.empty())
      return {{}, fmt::format("Argo CD makes nothing of it: {}", run_.fault)};
    if (made.applications.empty()) made.left = "its generators find nothing in this repository";
    if (!unknown.empty()) made.left = fmt::format("its generator `{}` is not followed", unknown);
    return made;
  }

 private:
  const Node* one(Ref generator, gotemplate::Map& parameters) {
    const Ref own = generator[generator_kind(generator)]["template"];
    const Node* base =
        own.present() ? completed(own, spec_["template"], run_.arena) : spec_["template"].node();
    Filling filling(run_, &parameters);
    const Node* made = parameters.size() > 0 ? filling.tree(Ref(base)) : base;
    const Ref patch = spec_["templatePatch"];
    if (!made || !patch.present()) return made;
    const Node* text = filling.string(*patch);
    if (!text || !text->is_scalar()) return nullptr;
    const Tree tree =
        read_yaml(run_.arena, run_.sources, embed(run_.sources, *text, "templatePatch"));
    if (!tree.problems.empty() || !Ref(tree.documents[0].root))
      return run_.fail("its templatePatch is no YAML"), nullptr;
    return patched(Ref(made), Ref(tree.documents[0].root), run_.arena);
  }

  const Ref set_, spec_;
  SetRun run_;
};

}  // namespace

MadeApplications applications_of(Ref set, const FileSet& files, SourceMap& sources, Arena& arena) {
  return Maker(set, files, sources, arena).make();
}

}  // namespace fairlead::argo
