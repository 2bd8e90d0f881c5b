#include "helm/helm_jobs.h"

#include <fmt/format.h>

#include "deploy/helm/chart/documents.h"
#include "deploy/helm/chart/load.h"
#include "deploy/helm/schema/check.h"
#include "deploy/helm/values/chart_release.h"
#include "helm/values_json.h"
#include "tree/document.h"

namespace fairlead::testing {
namespace {

using helm::Failure;
using helm::Stage;

/// Where each scalar that is not null is written: `"/a/0/b":["values.yaml",12,15]`, a JSON pointer
/// and bytes.
class Origins {
 public:
  explicit Origins(const SourceMap& sources) : sources_(sources) {}

  void add(Ref value, const std::string& path) {
    if (!value.present()) return;
    std::size_t index = 0;
    for (const Node* item : value.items()) add(Ref(item), fmt::format("{}/{}", path, index++));
    for (const Entry& entry : value.entries())
      add(Ref(entry.value), fmt::format("{}/{}", path, json_key(*entry.key->resolved())));
    if (!value->is_scalar()) return;
    const Span at = sources_.blame(value->span()).edit;
    const std::string name = at.is_place() ? sources_.name(at.source) : "";
    text_ += fmt::format("{}{}:[{},{},{}]", text_.empty() ? "" : ",", json_text(path),
                         json_text(name), at.begin, at.end);
  }
  std::string text() const { return "{" + text_ + "}"; }

 private:
  const SourceMap& sources_;
  std::string text_;
};

class Job {
 public:
  Job(Ref job, const Files& files, helm::Version version, SourceMap& sources, Arena& arena)
      : job_(job), files_(files), version_(version), sources_(sources), arena_(arena) {
    load_.version = version;
    load_.follow_file_urls = false;
  }

  std::string answer() {
    helm::ReleaseOptions options;
    options.version = version_;
    options.kube_version = job_["kubeVersion"].text();
    options.ignore_missing = job_["ignoreMissing"].boolean();
    options.read_file = [&](const std::string& path) { return file(path); };
    helm::Given given;
    if (auto failure = read_given(given)) return failed(*failure);
    // What is given is read before the chart, and userYaml lies below all of it.
    helm::Making making(arena_, sources_, version_);
    const auto user = helm::given_values(given, options, making);
    if (!user) return failed(user.error());
    given = {};
    if (const auto yaml = job_["userYaml"].text(); !yaml.empty())
      if (auto failure = read_layer("userYaml", text("userYaml", yaml), given))
        return failed(*failure);
    given.layers.push_back({making.tables.tree(**user)});
    helm::ChartLoader loader(files_, sources_, arena_, load_);
    const auto chart =
        job_["chart"] ? loader.load(path(job_["chart"].text())) : loader.load(chart_files(), "t");
    if (!chart) return failed(chart.error());
    helm::DraftSchemas drafts;
    if (!job_["skipSchema"].boolean())
      options.check_values = [&](const helm::ChartRelease& made) {
        return helm::schema_verdict(made, loader, sources_, arena_, drafts).failure();
      };
    auto release = helm::make_release(*chart, given, options, sources_, arena_);
    if (!release) return failed(release.error());
    std::string more;
    if (job_["warnings"].boolean()) {
      for (const helm::Warning& warning : release->making->warnings)
        more += (more.empty() ? "" : ",") + json_text(warning.message);
      more = fmt::format(",\"warnings\":[{}]", more);
    }
    if (job_["origins"].boolean()) {
      Origins all(sources_);
      all.add(Ref(release->values), "");
      more += fmt::format(",\"origins\":{}", all.text());
    }
    return fmt::format("\"ok\":true,\"values\":{}{}", values_json(Ref(release->values)), more);
  }

 private:
  static std::string failed(const Failure& failure) {
    return fmt::format("\"ok\":false,\"stage\":{},\"error\":{}",
                       json_text(helm::name_of(failure.stage)), json_text(failure.message));
  }
  static std::string path(std::string_view text) {
    return std::string(text.starts_with('/') ? text.substr(1) : text);
  }
  Span text(const std::string& name, std::string_view text) {
    return {sources_.add_written(name, std::string(text)), 0,
            static_cast<std::uint32_t>(text.size())};
  }
  std::optional<Span> file(const std::string& name) {
    auto bytes = files_.read(path(name), 64u << 20);
    if (!bytes) return std::nullopt;
    return text(name, *bytes);
  }

  std::optional<Failure> read_layer(const std::string& name, Span at, helm::Given& given) {
    const Tree tree = read_yaml(arena_, sources_, at.source);
    const bool each = version_ == helm::Version::v4;
    auto documents = helm::values_of(
        tree, sources_.text(at), each ? helm::Reading::each : helm::Reading::first, Stage::values);
    if (!documents) {
      documents.error().message =
          fmt::format("failed to parse {}: {}", name, documents.error().message);
      return documents.error();
    }
    given.layers.push_back(*documents);
    return std::nullopt;
  }

  std::optional<Failure> read_given(helm::Given& given) {
    for (const Node* item : job_["layers"].items())
      if (auto failure = read_layer("layer", text("layer", Ref(item).text()), given))
        return failure;
    for (const Node* item : job_["values"].items()) {
      const std::string name(Ref(item).text());
      const auto at = file(name);
      if (!at) return Failure{Stage::values, "open " + name, {}};
      if (auto failure = read_layer(name, *at, given)) return failure;
    }
    for (const auto& [field, items] : {std::pair{"setJson", &given.set_json},
                                       {"set", &given.set},
                                       {"setString", &given.set_string},
                                       {"setFile", &given.set_file},
                                       {"setLiteral", &given.set_literal}}) {
      for (const Node* item : job_[field].items())
        items->push_back(text(fmt::format("{}/{}", field, items->size()), Ref(item).text()));
    }
    return std::nullopt;
  }

  std::vector<helm::ChartFile> chart_files() {
    std::map<std::string, Span> all;
    all["Chart.yaml"] = text("Chart.yaml", "apiVersion: v2\nname: t\nversion: 0.1.0\n");
    all["values.yaml"] = text("values.yaml", job_["valuesYaml"].text());
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
  const helm::Version version_;
  SourceMap& sources_;
  Arena& arena_;
  helm::LoadOptions load_;
};

}  // namespace

std::string answer_values_job(const std::string& job, const Files& files, helm::Version version) {
  SourceMap sources;
  Arena arena;
  const Tree tree = read_json(arena, sources, sources.add_written("job", job));
  const Ref root(tree.documents.front().root);
  const Ref id = root["id"];
  if (root["helm"].text() == "3") version = helm::Version::v3;
  const std::string id_text = id ? std::string(sources.text(id->span())) : "null";
  return fmt::format("{{\"id\":{},{}}}", id_text,
                     Job(root, files, version, sources, arena).answer());
}

}  // namespace fairlead::testing
