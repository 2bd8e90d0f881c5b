#include "cli/render/helm_job.h"

#include <fmt/format.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <map>
#include <optional>

#include "deploy/helm/chart/documents.h"
#include "deploy/helm/chart/load.h"
#include "deploy/helm/engine/rendered_chart.h"
#include "emit/json_text.h"
#include "emit/node_events.h"
#include "gotemplate/strconv/runes.h"
#include "tree/document.h"

namespace fairlead {
namespace {

using helm::Failure;
using helm::Stage;

/// An answer; each byte that is no UTF-8 becomes U+FFFD in it, as in Go.
class Answer {
 public:
  Answer() { writer_.StartObject(); }

  void field(std::string_view name, std::string_view text) {
    key(name);
    std::string valid;
    for (std::size_t at = 0; at < text.size();) {
      const gotemplate::Rune rune = gotemplate::rune_at(text, at);
      gotemplate::append_rune(valid, rune.value);
      at += rune.size;
    }
    writer_.String(valid.data(), static_cast<rapidjson::SizeType>(valid.size()));
  }
  /// JSON that was written already.
  void raw(std::string_view name, std::string_view json) {
    key(name);
    writer_.RawValue(json.data(), json.size(), rapidjson::kNullType);
  }
  void flag(std::string_view name, bool value) {
    key(name);
    writer_.Bool(value);
  }
  void open(std::string_view name) {
    key(name);
    writer_.StartObject();
  }
  void close() { writer_.EndObject(); }
  std::string done() {
    writer_.EndObject();
    return {buffer_.GetString(), buffer_.GetSize()};
  }

 private:
  void key(std::string_view name) {
    writer_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
  }

  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> writer_{buffer_};
};

class Job {
 public:
  Job(Ref job, const Files& files, helm::Version version, SourceMap& sources, Arena& arena)
      : job_(job), files_(files), sources_(sources), arena_(arena) {
    load_.version = request_.options.version = version;
    load_.follow_file_urls = false;
  }

  void answer(Answer& line) {
    if (const auto failure = run(line)) {
      line.flag("ok", false);
      line.field("stage", helm::name_of(failure->stage));
      line.field("error", failure->message);
    }
  }

 private:
  std::optional<Failure> run(Answer& line) {
    request_.options.kube_version = job_["kubeVersion"].text();
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

  std::optional<Failure> answer(const helm::RenderedChart& made, Answer& line) {
    // What a single template makes need not be YAML.
    const bool is_chart = job_["chart"].present();
    const auto failure = made.failure();
    if (failure && (is_chart || failure->stage != Stage::sort)) return failure;
    line.flag("ok", true);
    line.field("output", is_chart ? made.output() : text_of(made, "t/templates/t.txt"));
    line.field("notes", made.notes());
    line.open("templates");
    for (const helm::RenderedFile& file : made.engine().files())
      line.field(file.name, file.text.text());
    line.close();
    line.raw("values", values(made.release().values));
    return std::nullopt;
  }

  static std::string_view text_of(const helm::RenderedChart& made, std::string_view name) {
    for (const helm::RenderedFile& file : made.engine().files())
      if (file.name == name) return file.text.text();
    return {};
  }

  std::string values(const Node* root) {
    emit::Events events;
    TextBuilder out;
    const std::string wrong = emit::add_tree(Ref(root), emit::Numbers::helm, sources_, events);
    if (!wrong.empty() || !emit::write_json(events, emit::JsonForm::raw, out)) return "null";
    return std::string(out.text());
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
  }

  static std::string path(std::string_view text) {
    return std::string(text.starts_with('/') ? text.substr(1) : text);
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

  std::optional<Failure> read_layer(const std::string& name, Span at) {
    const Tree tree = read_yaml(arena_, sources_, at.source);
    const bool each = request_.options.version == helm::Version::v4;
    auto documents = helm::values_of(
        tree, sources_.text(at), each ? helm::Reading::each : helm::Reading::first, Stage::values);
    if (!documents) {
      documents.error().message =
          fmt::format("failed to parse {}: {}", name, documents.error().message);
      return documents.error();
    }
    request_.given.layers.push_back(*documents);
    return std::nullopt;
  }

  /// What is given is put together before userYaml is read, which lies below all of it.
  std::optional<Failure> read_given() {
    for (const Node* item : job_["values"].items()) {
      const std::string name(Ref(item).text());
      const auto at = file(name);
      if (!at) return Failure{Stage::values, "open " + name, {}};
      if (auto failure = read_layer(name, *at)) return failure;
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
      if (auto failure = read_layer("userYaml", text("userYaml", user))) return failure;
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
  SourceMap& sources_;
  Arena& arena_;
  helm::LoadOptions load_;
  helm::RenderRequest request_;
};

}  // namespace

std::string answer_helm_job(std::string_view job, const Files& files, helm::Version version) {
  SourceMap sources;
  Arena arena;
  Answer line;
  const Tree tree = read_json(arena, sources, sources.add_written("job", std::string(job)));
  const Ref root(tree.documents.front().root);
  const Ref id = root["id"];
  line.raw("id", id ? sources.text(id->span()) : "null");
  if (!root->is_mapping()) {
    line.flag("ok", false);
    line.field("stage", "job");
    line.field("error", "a job is a JSON object");
    return line.done();
  }
  Job(root, files, version, sources, arena).answer(line);
  return line.done();
}

}  // namespace fairlead
