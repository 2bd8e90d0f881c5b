#include "emit/emit_jobs.h"

#include <fmt/core.h>

#include "base/text.h"
#include "emit/node_events.h"
#include "emit/toml_text.h"
#include "emit/yaml_text.h"
#include "tree/document.h"
#include "tree/scalar.h"
#include "tree/scalar_number.h"
#include "tree/yaml/value_text.h"

namespace fairlead::emit {
namespace {

constexpr std::string_view separator = "\x1e\n";

BuiltText plain(std::string_view text, Arena& arena) {
  TextBuilder made;
  made.synthetic(text);
  return made.done(arena);
}

/// What one job asks for, and where all that is made for it lies.
class Job {
 public:
  std::string answer(std::string_view line);

 private:
  void item(const Ref& item, std::string_view op);
  void value(const Ref& root, std::string_view how);
  void write(const Events& events, std::string_view how);
  void from(std::string_view how, const Ref& item, std::string_view rest);
  void kustomize(const Ref& job);
  void print(const Ref& value);

  SourceMap sources_;
  Arena arena_;
  std::string output_, failure_;
};

/// As toYaml and its like give it: an error is an empty text, or the text itself (toToml).
void Job::write(const Events& events, std::string_view how) {
  TextBuilder out;
  Written written;
  if (how == "toYaml") written = write_yaml_value(events, YamlForm::sigs, arena_, out);
  if (how == "toYamlPretty") written = write_yaml_value(events, YamlForm::pretty, arena_, out);
  if (how == "toJson") written = write_json(events, JsonForm::compact, out);
  if (how == "toPrettyJson") written = write_json(events, JsonForm::pretty, out);
  if (how == "toRawJson") written = write_json(events, JsonForm::raw, out);
  if (how == "toToml") written = write_toml(events, out);
  output_ += written || how != "toToml" ? std::string(out.text()) : written.error();
}

void Job::value(const Ref& root, std::string_view how) {
  Events events;
  failure_ = add_tree(root, Numbers::helm, sources_, events);
  if (failure_.empty()) failure_ = json_refusal(events);
  if (how == "toToml" && !root.present()) failure_ = "a value that is none";
  how == "print" ? print(root) : write(events, how);
}

void Job::print(const Ref& value) {
  if (!value.present()) return;
  if (value->kind() == Kind::integer || value->kind() == Kind::floating) {
    const auto number = scalar_number(value->text());
    output_ += number ? general_number(number->floating) : "";
  } else {
    output_ += value->is_string() ? std::string(value->text()) : json_value(*value);
  }
}

void Job::from(std::string_view how, const Ref& item, std::string_view rest) {
  if (how == "b64dec") {
    Events events;
    const BuiltText text = plain(base64_decoded(item.text()).value_or(""), arena_);
    events.begin_mapping();
    events.key(text);
    events.string(text);
    events.end();
    return write(events, rest);
  }
  const SourceId source = sources_.add_written("text", std::string(item.text()));
  const Wanted wanted = how.ends_with("Array") ? Wanted::sequence : Wanted::mapping;
  const ValueText read = how.starts_with("fromYaml")
                             ? read_yaml_value(arena_, sources_, source, wanted)
                             : read_json_value(arena_, sources_, source, wanted);
  Events events;
  std::string error = read.error;
  if (error.empty() && !read.root) {
    wanted == Wanted::mapping ? events.nil_mapping() : events.nil_sequence();
    return write(events, rest);
  }
  if (error.empty()) error = add_tree(read.root, Numbers::helm, sources_, events);
  if (error.empty()) error = json_refusal(events);
  if (read.error.empty() && !error.empty()) error = "error converting YAML to JSON: " + error;
  if (error.empty()) return write(events, rest);
  Events failed;
  const BuiltText words = plain(error, arena_), name = plain("Error", arena_);
  wanted == Wanted::mapping ? failed.begin_mapping() : failed.begin_sequence();
  if (wanted == Wanted::mapping) failed.key(name);
  failed.string(words);
  failed.end();
  write(failed, rest);
}

void Job::item(const Ref& item, std::string_view op) {
  const std::size_t bar = op.find('|');
  if (bar == op.npos) {
    value(item, op);
  } else {
    from(op.substr(0, bar), item, op.substr(bar + 1));
  }
  output_ += separator;
}

void Job::kustomize(const Ref& job) {
  const SourceId source = sources_.add_written("r.yaml", std::string(job["yaml"].text()));
  const Tree tree = read_kyaml(arena_, sources_, source);
  Events events;
  if (!tree.problems.empty()) failure_ = tree.problems.front().message;
  if (failure_.empty())
    failure_ = add_tree(tree.documents.front().root, Numbers::exact, sources_, events);
  if (!failure_.empty()) return;
  TextBuilder out;
  const Written written = write_yaml(events, YamlForm::sigs, arena_, out);
  output_ = out.text();
  if (!written) failure_ = written.error();
}

std::string Job::answer(std::string_view line) {
  const SourceId source = sources_.add_written("job", std::string(line));
  const Tree jobs = read_json(arena_, sources_, source);
  const Ref job = jobs.documents.front().root;
  const Ref ops = job["ops"];
  if (ops && ops.items().size() == 1 && Ref(ops.items()[0]).text() == "kustomize") {
    kustomize(job);
  } else {
    const SourceId text = sources_.add_written("values", std::string(job["yaml"].text()));
    const ValueText values = read_yaml_value(arena_, sources_, text, Wanted::mapping);
    failure_ = values.error;
    const Ref all = Ref(values.root)["v"];
    const bool is_list = all && all->is_sequence() && !job["whole"].boolean();
    for (std::size_t i = 0; i < (is_list ? all.items().size() : 1); ++i) {
      for (const Node* op : ops.items()) {
        if (failure_.empty()) item(is_list ? all[i] : all, Ref(op).text());
      }
    }
  }
  Events result;
  result.begin_mapping();
  const BuiltText names[] = {plain("id", arena_),
                             plain(failure_.empty() ? "output" : "error", arena_),
                             plain(failure_.empty() ? output_ : failure_, arena_)};
  result.key(names[0]);
  add_tree(job["id"], Numbers::helm, sources_, result);
  result.key(names[1]);
  result.string(names[2]);
  result.end();
  TextBuilder out;
  write_json(result, JsonForm::raw, out);
  return std::string(out.text());
}

}  // namespace

std::string answer(std::string_view line) { return Job().answer(line); }

}  // namespace fairlead::emit
