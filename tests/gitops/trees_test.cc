// What Flux' and Argo CD's own packages make of trees of files: tests/gitops/trees, see
// scripts/gitops-oracle.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/files.h"
#include "gitops/gitops_jobs.h"
#include "tree/document.h"
#include "tree/scalar.h"

namespace fairlead::gitops {
namespace {

/// Fields that Argo CD puts in, or keeps, whatever the template says.
bool is_filled_in(std::string_view key) { return key == "finalizers" || key == "project"; }

/// A value in one form, with its keys sorted and without what is empty: Go leaves that out.
std::string canonical(Ref value, bool keeps_empty) {
  if (!value.present()) return "";
  if (value->is_sequence()) {
    std::string made;
    for (const Node* item : value.items()) made += canonical(Ref(item), keeps_empty) + ",";
    return made.empty() && !keeps_empty ? "" : "[" + made + "]";
  }
  if (!value->is_mapping()) {
    const bool is_empty = value.text().empty() || (!keeps_empty && value.text() == "false");
    return is_empty && !keeps_empty ? "" : json_value(*value);
  }
  std::vector<std::string> entries;
  for (const Entry& entry : value.entries()) {
    const std::string made = canonical(Ref(entry.value), keeps_empty);
    if (!made.empty() && !is_filled_in(entry.key->text()))
      entries.push_back(fmt::format("{}:{}", entry.key->text(), made));
  }
  std::ranges::sort(entries);
  return entries.empty() && !keeps_empty ? "" : fmt::format("{{{}}}", fmt::join(entries, ","));
}

/// The items of a list, in an order of their own.
std::vector<std::string> items(Ref list, bool keeps_empty) {
  std::vector<std::string> all;
  for (const Node* item : list.items()) all.push_back(canonical(Ref(item), keeps_empty));
  std::ranges::sort(all);
  return all;
}

class Tree {
 public:
  explicit Tree(const std::string& name) : name_("tests/gitops/trees/" + name) {
    const Ref job = read("job.json");
    op_ = job["op"].text();
    const std::string object = text("tree/" + std::string(job["object"].text()));
    got_ = json(answer(json(fmt::format(R"({{"op":"{}","root":"{}/{}/tree","object":{}}})", op_,
                                        FAIRLEAD_ROOT, name_, quoted(object))),
                       sources_));
    expected_ = read("expected.json");
  }

  void check() {
    ASSERT_EQ(got_["ok"].text(), expected_["ok"].text())
        << got_["error"].text() << expected_["error"].text();
    if (!expected_["ok"].boolean()) return;
    if (op_ == "set") {
      EXPECT_EQ(items(got_["output"], false), items(expected_["output"], false));
    } else if (op_ == "sources") {
      check_sources();
    } else if (op_ == "values") {
      EXPECT_EQ(canonical(json(got_["output"].text()), true),
                canonical(json(expected_["output"].text()), true));
    } else {
      EXPECT_EQ(items(got_["output"], true), documents(expected_["output"].text()));
    }
  }

 private:
  /// The command line that Argo CD calls helm with, or the objects of a directory.
  void check_sources() {
    std::vector<std::string> objects;
    std::size_t charts = 0;
    for (const Node* item : expected_["output"].items()) {
      const Ref source(item);
      for (const Node* object : source["objects"].items())
        objects.emplace_back(Ref(object)["metadata"]["name"].text());
      for (const Node* call : source["calls"].items())
        if (Ref(call)["words"][0].text() == "template")
          check_call(Ref(call), got_["output"]["helm"][charts++]);
    }
    std::ranges::sort(objects);
    std::vector<std::string> got;
    for (const Node* each : got_["output"]["objects"].items()) got.emplace_back(Ref(each).text());
    EXPECT_EQ(got, objects);
    EXPECT_EQ(got_["output"]["helm"].items().size(), charts);
  }

  void check_call(Ref call, Ref got) {
    std::map<std::string, std::vector<std::string>> options;
    const auto words = call["words"].items();
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
      const std::string_view word = Ref(words[i]).text();
      if (word.starts_with("--")) options[std::string(word)].emplace_back(Ref(words[i + 1]).text());
    }
    const auto one = [&](const char* name) {
      const auto& all = options[name];
      return all.empty() ? std::string() : all.front();
    };
    const auto list = [&](const char* name) {
      std::vector<std::string> all;
      for (const Node* each : got[name].items()) all.emplace_back(Ref(each).text());
      return all;
    };
    const auto plain = [&](const char* name) {
      std::vector<std::string> all;
      for (std::string each : options[name]) {
        std::erase(each, '\\');
        all.push_back(std::move(each));
      }
      std::ranges::sort(all);
      return all;
    };
    EXPECT_EQ(got["release"].text(), one("--name-template"));
    EXPECT_EQ(got["namespace"].text(), one("--namespace"));
    const std::string_view version = got["kube-version"].text();
    EXPECT_EQ(version.empty() ? one("--kube-version") : version, one("--kube-version"));
    EXPECT_EQ(list("api-versions"), options["--api-versions"]);
    EXPECT_EQ(list("set"), plain("--set"));
    std::vector<std::string> strings = plain("--set-string");
    // What Argo CD gives as a file is a string to us.
    for (const std::string& each : options["--set-file"])
      strings.push_back(each.substr(0, each.find('=') + 1) +
                        text("tree" + each.substr(each.find('=') + 1)));
    std::ranges::sort(strings);
    EXPECT_EQ(list("set-string"), strings);
    std::vector<std::string> values;
    for (const Node* each : call["values"].items())
      values.push_back(canonical_yaml(Ref(each).text()));
    std::vector<std::string> ours;
    for (const std::string& each : list("values")) ours.push_back(canonical_yaml(each));
    EXPECT_EQ(ours, values);
  }

  std::string canonical_yaml(std::string_view yaml) {
    const SourceId source = sources_.add_written("yaml", std::string(yaml));
    return canonical(Ref(read_yaml(arena_, sources_, source).documents[0].root), true);
  }

  std::string text(const std::string& file) const {
    return DiskFiles(FAIRLEAD_ROOT).read(name_ + "/" + file, 1u << 20).value_or("");
  }
  Ref json(std::string_view text) {
    const SourceId source = sources_.add_written("json", std::string(text));
    return Ref(read_json(arena_, sources_, source).documents[0].root);
  }
  Ref read(const std::string& file) { return json(text(file)); }

  std::vector<std::string> documents(std::string_view yaml) {
    std::vector<std::string> all;
    const SourceId source = sources_.add_written("yaml", std::string(yaml));
    for (const Document& each : read_yaml(arena_, sources_, source).documents)
      if (each.root) all.push_back(canonical(Ref(each.root), true));
    std::ranges::sort(all);
    return all;
  }

  static std::string quoted(std::string_view text) {
    std::string made = "\"";
    for (const char c : text) {
      if (c == '\n')
        made += "\\n";
      else if (c == '"' || c == '\\')
        made += {'\\', c};
      else
        made += c;
    }
    return made + "\"";
  }

  const std::string name_;
  SourceMap sources_;
  Arena arena_;
  std::string op_;
  Ref got_, expected_;
};

TEST(GitopsTrees, AreMadeAsArgoAndFluxMakeThem) {
  const auto names = DiskFiles(FAIRLEAD_ROOT).list("tests/gitops/trees");
  ASSERT_TRUE(names);
  EXPECT_GE(names->size(), 40u);
  for (const DirectoryEntry& entry : *names) {
    SCOPED_TRACE(entry.name);
    Tree(entry.name).check();
  }
}

}  // namespace
}  // namespace fairlead::gitops
