#include "cli/render/helm_job.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "cli/render/helm_answer.h"
#include "deploy/helm/chart/documents.h"
#include "deploy/helm/chart/load.h"
#include "deploy/helm/engine/rendered_chart.h"
#include "tree/document.h"

namespace fairlead {
namespace {

using helm::Failure;
using helm::Stage;

class Job {
 public:
  Job(Ref job, const Files& files, const std::string& directory, helm::Version version,
      SourceMap& sources, Arena& arena)
      : job_(job), files_(files), directory_(directory), sources_(sources), arena_(arena) {
    load_.version = request_.options.version = version;
    load_.follow_file_urls = false;
    load_.links_followed = true;
  }

  void answer(HelmAnswer& line) {
    if (const auto failure = run(line)) {
      line.flag("ok", false);
      line.field("stage", helm::name_of(failure->stage));
      line.field("error", failure->message);
    }
  }

 private:
  std::optional<Failure> run(HelmAnswer& line) {
    request_.options.ignore_missing = job_["ignoreMissing"].boolean();
    request_.options.read_file = [&](const std::string& path) { return file(path); };
    read_target();
    if (auto failure = read_given()) return failure;
    helm::ChartLoader loader(files_, sources_, arena_, load_);
    const auto chart =
        job_["chart"] ? loader.load(path(job_["chart"].text())) : loader.load(chart_files(), "t");
    if (!chart) return chart.error();
    const auto made = helm::RenderedChart::make(*chart, request_, loader, sources_, arena_);
    if (!made) return made.error();
    return answer(**made, line);
  }

  std::optional<Failure> answer(const helm::RenderedChart& made, HelmAnswer& line) {
    // What a single template makes need not be YAML.
    const bool is_chart = job_["chart"].present();
    const auto failure = made.failure();
    const bool is_sorted = !failure || failure->stage == Stage::sort;
    if (!is_sorted) return failure;
    if (!failure || !is_chart) {
      line.flag("ok", true);
      line.field("output", is_chart ? made.output() : text_of(made, "t/templates/t.txt"));
      line.field("notes", made.notes());
    }
    line.open("templates");
    for (const helm::RenderedFile& file : made.engine().files())
      line.field(file.name, file.text.text());
    line.close();
    line.values(made.release().values, sources_);
    if (job_["origins"].boolean()) {
      line.origins(made.release().values, sources_);
      line.documents(made.manifests(), sources_, job_["wrong"].text());
    }
    if (job_["warnings"].boolean()) {
      std::vector<std::string> words;
      for (const helm::Warning& warning : made.release().making->warnings)
        words.push_back(warning.message);
      line.texts("warnings", words);
    }
    return is_chart ? failure : std::nullopt;
  }

  static std::string_view text_of(const helm::RenderedChart& made, std::string_view name) {
    for (const helm::RenderedFile& file : made.engine().files())
      if (file.name == name) return file.text.text();
    return {};
  }

  void read_target() {
    helm::Target& target = request_.target;
    if (job_["release"]) target.release = job_["release"].text();
    if (job_["namespace"]) target.release_namespace = job_["namespace"].text();
    target.kube_version = job_["kubeVersion"].text();
    for (const Node* item : job_["apiVersions"].items())
      target.api_versions.emplace_back(Ref(item).text());
    target.is_upgrade = job_["upgrade"].boolean();
    request_.include_crds = job_["includeCrds"].boolean();
    request_.skip_tests = job_["skipTests"].boolean();
    request_.skip_schema = job_["skipSchema"].boolean();
  }

  std::string path(std::string_view text) const {
    const bool is_absolute = text.starts_with('/');
    return joined_path(is_absolute ? "" : directory_, is_absolute ? text.substr(1) : text)
        .value_or("");
  }
  Span text(const std::string& name, std::string_view text) {
    return {sources_.add_written(name, std::string(text)), 0,
            static_cast<std::uint32_t>(text.size())};
  }
  std::optional<Span> file(const std::string& name) {
    constexpr std::size_t most = 64u << 20;
    auto bytes = files_.read(path(name), most);
    if (!bytes) return std::nullopt;
    return text(name, *bytes);
  }

  /// `before` are the words before a failure's own.
  std::optional<Failure> read_layer(const std::string& before, Span at) {
    const Tree tree = read_yaml(arena_, sources_, at.source);
    const bool each = request_.options.version == helm::Version::v4;
    auto documents = helm::values_of(
        tree, sources_.text(at), each ? helm::Reading::each : helm::Reading::first, Stage::values);
    if (!documents) {
      documents.error().message.insert(0, before);
      return documents.error();
    }
    request_.given.layers.push_back(*documents);
    return std::nullopt;
  }

  /// What is given is put together before userYaml is read, which lies below all of it.
  std::optional<Failure> read_given() {
    for (const Node* item : job_["layers"].items())
      if (auto failure = read_layer("failed to parse layer: ", text("layer", Ref(item).text())))
        return failure;
    for (const Node* item : job_["values"].items()) {
      const std::string name(Ref(item).text());
      const auto at = file(name);
      if (!at) return Failure{Stage::values, "open " + name, {}};
      if (auto failure = read_layer(fmt::format("failed to parse {}: ", name), *at)) return failure;
    }
    helm::Given& given = request_.given;
    for (const auto& [field, items] : {std::pair{"setJson", &given.set_json},
                                       {"set", &given.set},
                                       {"setString", &given.set_string},
                                       {"setFile", &given.set_file},
                                       {"setLiteral", &given.set_literal}})
      for (const Node* item : job_[field].items())
        items->push_back(text(fmt::format("{}/{}", field, items->size()), Ref(item).text()));
    const std::string_view user = job_["userYaml"].text();
    helm::Making making(arena_, sources_, request_.options.version);
    const auto upper = helm::given_values(given, request_.options, making);
    if (!upper) return upper.error();
    given = {};
    if (!user.empty())
      if (auto failure = read_layer("", text("userYaml", user))) return failure;
    given.layers.push_back({making.tables.tree(**upper)});
    return std::nullopt;
  }

  std::vector<helm::ChartFile> chart_files() {
    std::map<std::string, Span> all;
    all["Chart.yaml"] = text("Chart.yaml", "apiVersion: v2\nname: t\nversion: 0.1.0\n");
    all["values.yaml"] = text("values.yaml", job_["valuesYaml"].text());
    all["templates/t.txt"] = text("templates/t.txt", job_["template"].text());
    if (const Ref data = job_["valuesData"]; data.present())
      all["values.yaml"] = text("values.yaml", sources_.text(data->span()));
    for (const Entry& entry : job_["files"].entries()) {
      const std::string name(entry.key->text());
      all[name] = text(name, Ref(entry.value).text());
    }
    std::vector<helm::ChartFile> files;
    for (const auto& [name, at] : all) files.push_back({name, name, at});
    return files;
  }

  const Ref job_;
  const Files& files_;
  const std::string& directory_;
  SourceMap& sources_;
  Arena& arena_;
  helm::LoadOptions load_;
  helm::RenderRequest request_;
};

/// Why a text is no JSON at all; null where it is.
const Problem* what_is_wrong(const Tree& tree) {
  const auto found = std::ranges::find_if(tree.problems, [](const Problem& problem) {
    return problem.kind != ProblemKind::duplicate_key;
  });
  return found == tree.problems.end() ? nullptr : &*found;
}

}  // namespace

std::string answer_helm_job(std::string_view job, const Files& files, const std::string& directory,
                            helm::Version version) {
  SourceMap sources;
  Arena arena;
  HelmAnswer line;
  const Tree tree = read_json(arena, sources, sources.add_written("job", std::string(job)));
  const Problem* wrong = what_is_wrong(tree);
  const bool is_one = !wrong && tree.documents.size() == 1;
  const Ref root = is_one ? Ref(tree.documents.front().root) : Ref();
  const Ref id = root["id"];
  line.raw("id", id ? sources.text(id->span()) : "null");
  if (!root || !root->is_mapping()) {
    line.flag("ok", false);
    line.field("stage", "job");
    line.field("error", wrong ? wrong->message : "a job is a JSON object");
    return line.done();
  }
  if (root["helm"].text() == "3") version = helm::Version::v3;
  Job(root, files, directory, version, sources, arena).answer(line);
  return line.done();
}

}  // namespace fairlead
