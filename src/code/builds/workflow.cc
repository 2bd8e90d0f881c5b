#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "base/text.h"
#include "code/builds/build_actions.h"
#include "code/builds/docker_commands.h"
#include "code/builds/readers.h"
#include "code/builds/workflow_scope.h"

namespace fairlead {
namespace {

/// `on`, which YAML 1.1 reads as a boolean.
Ref triggers(Ref workflow) {
  const Ref plain = workflow["on"];
  return plain ? plain : workflow["true"];
}

/// The names of images in the inputs of actions: one a line, or several between commas; of
/// docker/metadata-action also `name=…,enable=…`.
std::vector<std::string_view> image_names(std::string_view line) {
  std::vector<std::string_view> names;
  for (std::string_view part : split(line, ',')) {
    part = trimmed(part);
    if (part.starts_with("name=")) part.remove_prefix(5);
    if (!part.empty() && !contains(part, "=")) names.push_back(part);
  }
  return names;
}

class Workflow {
 public:
  Workflow(const BuildInput& input, Builds& to)
      : input_(input),
        to_(to),
        root_(input.file.path.substr(0, input.file.path.find(".github/"))),
        file_(&input.file) {
    if (root_.ends_with('/')) root_.remove_suffix(1);
  }

  void read() {
    const Ref on = triggers(file_->root);
    const std::vector<Entry> entries = on.entries();
    const bool only_called = on.text() == "workflow_call" ||
                             (entries.size() == 1 && entries[0].key->text() == "workflow_call");
    if (!only_called || !is_called()) workflow({}, 0);
  }

 private:
  static constexpr std::size_t deepest = 4;
  /// Jobs and steps, each in each run of its matrix, and their bytes: of more, nothing is known.
  static constexpr std::size_t most_steps = 20'000, most_bytes = 32u << 20;

  bool spend(Ref on) {
    ++steps_;
    bytes_ += on.span().size();
    const bool enough = steps_ <= most_steps && bytes_ <= most_bytes;
    if (!enough) list().add_unknown({}, "its matrix makes too many steps");
    return enough;
  }

  BuildList list() { return {to_, file_->path, BuildBy::workflow}; }

  /// Whether another workflow here calls this one, and is read with it.
  bool is_called() const {
    const std::string name = fmt::format("/{}", base_name(input_.file.path));
    return std::ranges::any_of(input_.all, [&](const auto& other) {
      return other.second != &input_.file && other.second->root &&
             contains(input_.sources.text(other.second->source), name);
    });
  }

  void workflow(const WorkflowScope::Values& given, std::size_t depth) {
    const Ref root = file_->root, on = triggers(root);
    WorkflowScope scope;
    scope.own = input_.own;
    scope.directory = path("./");
    const Ref call = on["workflow_call"]["inputs"];
    scope.inputs = workflow_inputs(call ? call : on["workflow_dispatch"]["inputs"], given);
    scope.set_env(root["env"]);
    set_directory(scope, root["defaults"]["run"]);
    for (const Entry& entry : root["jobs"].entries()) job(Ref(entry.value), scope, depth);
  }

  /// A path of the repository as it is written in a workflow.
  std::string path(std::string_view written) const { return build_path(root_, written); }

  void set_directory(WorkflowScope& scope, Ref of) const {
    if (const Ref named = of["working-directory"])
      scope.directory = path(scope.single(named.text()));
  }

  void job(Ref job, const WorkflowScope& around, std::size_t depth) {
    const auto contexts = [&](std::string_view path) { return around.context(path); };
    for (const MatrixRun& run : matrix_runs(job["strategy"]["matrix"], contexts)) {
      if (!spend(job["uses"])) return;
      WorkflowScope scope = around;
      scope.matrix = run;
      scope.set_env(job["env"]);
      set_directory(scope, job["defaults"]["run"]);
      if (job["uses"].present())
        called_workflow(job, scope, depth);
      else
        steps(job["steps"], scope, depth);
    }
  }

  static WorkflowScope::Values given_by(Ref with, const WorkflowScope& scope) {
    WorkflowScope::Values given;
    for (const Entry& entry : with.entries())
      given.insert_or_assign(std::string(entry.key->text()), scope.value(Ref(entry.value).text()));
    return given;
  }

  void called_workflow(Ref job, const WorkflowScope& scope, std::size_t depth) {
    const Ref uses = job["uses"];
    const BuildFile* called = local(uses.text(), "");
    if (called && depth < deepest) {
      std::swap(file_, called);
      workflow(given_by(job["with"], scope), depth + 1);
      std::swap(file_, called);
      return;
    }
    const bool names_image = std::ranges::any_of(job["with"].entries(), [](const Entry& entry) {
      return seems_to_build(entry.key->text());
    });
    if (seems_to_build(uses.text()) || names_image)
      list().add_unknown(uses.span(), "the workflow that builds it is not read");
  }

  /// A file of this repository that `uses: ./path` names.
  const BuildFile* local(std::string_view uses, std::string_view file) const {
    if (!uses.starts_with("./")) return nullptr;
    const auto named = joined_path(path(uses), file);
    const auto found = named ? input_.all.find(*named) : input_.all.end();
    return found == input_.all.end() || !found->second->root ? nullptr : found->second;
  }

  void steps(Ref list, WorkflowScope& scope, std::size_t depth) {
    for (const Node* item : list.items()) {
      const Ref step(item);
      if (!spend(step)) return;
      WorkflowScope::Values before = scope.env;
      scope.set_env(step["env"]);
      // What a step sets for later ones is kept, what is its own is not.
      WorkflowScope::Values announced;
      if (step["uses"].present())
        action(step, scope, depth);
      else if (step["run"].present())
        script(step, scope, announced);
      scope.env = std::move(before);
      for (auto& [name, values] : announced) {
        Alternatives& known = scope.env[name];
        for (std::string& value : values)
          if (std::ranges::find(known, value) == known.end()) known.push_back(std::move(value));
      }
    }
  }

  void action(Ref step, WorkflowScope& scope, std::size_t depth) {
    const Ref uses = step["uses"];
    const BuildFile* called = local(uses.text(), "action.yml");
    if (!called) called = local(uses.text(), "action.yaml");
    if (called && depth < deepest) return composite(*called, step, scope, depth);
    if (const BuildAction* known = build_action(uses.text())) return built_by(*known, step, scope);
    if (contains(uses.text(), "docker/bake-action")) return baked(step, scope);
    if (seems_to_build(uses.text()))
      list().add_unknown(uses.span(), fmt::format("`{}` is not read",
                                                  uses.text().substr(0, uses.text().find('@'))));
  }

  void composite(const BuildFile& action, Ref step, WorkflowScope& scope, std::size_t depth) {
    WorkflowScope inner;
    inner.own = scope.own;
    inner.env = scope.env;
    inner.inputs = workflow_inputs(action.root["inputs"], given_by(step["with"], scope));
    const BuildFile* around = std::exchange(file_, &action);
    steps(action.root["runs"]["steps"], inner, depth + 1);
    file_ = around;
    for (const Entry& output : action.root["outputs"].entries())
      scope.outputs.insert_or_assign(fmt::format("{}.{}", step["id"].text(), output.key->text()),
                                     inner.value(Ref(output.value)["value"].text()));
  }

  void built_by(const BuildAction& action, Ref step, WorkflowScope& scope) {
    const Ref with = step["with"], names = with[action.images];
    std::string context = scope.single(with["context"].text());
    if (context.empty() && action.images == "tags") context = ".";
    constexpr std::string_view here = "{{defaultContext}}";
    if (context.starts_with(here)) context.replace(0, here.size(), "./");
    if (const auto colon = context.find("./:"); colon == 0) context.replace(0, 3, "./");
    const std::string file = path(scope.single(with["file"].text()));
    const std::string registry =
        action.registry.empty() ? "" : scope.single(with[action.registry].text());
    context = action.builds ? path(context) : "";
    Alternatives tags;
    for (const std::string& text : scope.value(names.text())) {
      const auto lines = split(text, '\n');
      std::string made;
      for (std::size_t i = 0; i < lines.size(); ++i) {
        for (const std::string_view name : image_names(lines[i])) {
          const std::string whole =
              registry.empty() ? std::string(name) : fmt::format("{}/{}", registry, name);
          list().add(whole, line_span(input_.sources, names, i), context, file);
          made += fmt::format("{}:{}\n", whole, unknown_part);
        }
      }
      tags.push_back(made);
    }
    add_outputs(with["outputs"], scope, context, file);
    if (!action.builds)
      scope.outputs.insert_or_assign(fmt::format("{}.tags", step["id"].text()), tags);
  }

  /// `type=image,name=…,push-by-digest=true`
  void add_outputs(Ref outputs, const WorkflowScope& scope, std::string_view context,
                   std::string_view file) {
    for (const std::string& text : scope.value(outputs.text())) {
      for (const std::string_view part : split(text, ','))
        if (trimmed(part).starts_with("name="))
          list().add(trimmed(part).substr(5), outputs.span(), context, file);
    }
  }

  /// Its files are read by themselves where they are called as bake looks for them.
  void baked(Ref step, const WorkflowScope& scope) {
    const Ref with = step["with"];
    for (const std::string& text : scope.value(with["files"].text())) {
      for (const std::string_view line : split(text, '\n')) {
        const std::string_view file = trimmed(line);
        if (!file.empty() && !contains(file, "steps.") && is_known(file) && !may_say_builds(file))
          list().add_unknown(with["files"].span(), "its bake file is not read");
      }
    }
    for (const std::string& text : scope.value(with["set"].text())) {
      for (const std::string_view line : split(text, '\n')) {
        const auto tags = line.find(".tags=");
        if (tags != std::string_view::npos) list().add(line.substr(tags + 6), with["set"].span());
      }
    }
  }

  void script(Ref step, WorkflowScope& scope, WorkflowScope::Values& announced) {
    const Ref run = step["run"];
    if (!may_build_images(run.text()) && !contains(run.text(), "GITHUB_")) return;
    WorkflowScope there = scope;
    set_directory(there, step);
    BuildList to = list();
    const auto announce = [&](std::string_view where, std::string_view name,
                              std::string_view value) {
      if (where == "GITHUB_ENV")
        announced[std::string(name)].emplace_back(value);
      else
        scope.outputs[fmt::format("{}.{}", step["id"].text(), name)].emplace_back(value);
    };
    for (const std::string& text : there.value(run.text())) {
      const BuildScript script{
          text, there.directory, [&](std::string_view name) { return there.variable(name); },
          [&](std::size_t line) { return line_span(input_.sources, run, line); }};
      add_script_builds(script, to, announce);
    }
  }

  const BuildInput& input_;
  Builds& to_;
  std::string_view root_;  // of the repository, where it is not the run's
  const BuildFile* file_;  // that is read now
  std::size_t steps_ = 0, bytes_ = 0;
};

}  // namespace

void read_workflow(const BuildInput& input, Builds& to) { Workflow(input, to).read(); }

}  // namespace fairlead
