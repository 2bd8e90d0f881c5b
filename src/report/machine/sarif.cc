#include <algorithm>
#include <map>

#include "lint/words.h"
#include "report/inert.h"
#include "report/machine/json_report.h"
#include "report/machine/sarif_notifications.h"
#include "report/machine/sarif_rules.h"
#include "report/machine/uri.h"
#include "report/place.h"
#include "report/report.h"
#include "report/rolling_hash.h"

namespace fairlead {
namespace {

/// GitHub keeps the 5,000 most severe results of an upload and refuses 25,000.
constexpr std::size_t most_results = 5000;
/// GitHub keeps 100 locations of a result.
constexpr std::size_t most_related = 99;
/// Bytes of text that are shown of a place.
constexpr std::uint32_t longest_snippet = 1000;

/// Text of a link inside a message, where brackets would end it.
std::string link_text(std::string text) {
  std::ranges::replace(text, '[', '(');
  std::ranges::replace(text, ']', ')');
  return text;
}

/// Words of which no part is taken for a link.
std::string unlinked(std::string text) {
  for (auto at = text.find("]("); at != std::string::npos; at = text.find("](", at))
    text.insert(at + 1, " ");
  return text;
}

std::span<const Label> related_labels(const Finding& finding) {
  return std::span(finding.labels).first(std::min(most_related, finding.labels.size()));
}

class Sarif {
 public:
  Sarif(const Report& report, fmt::memory_buffer& out)
      : report_(report), sources_(*report.sources), places_(sources_, Columns::utf16), json_(out) {
    for (std::size_t i = 0; i < report.rules.size(); ++i) rule_index_[report.rules[i].id] = i;
  }

  void write() {
    json_.object([&] {
      json_.field("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
      json_.field("version", "2.1.0");
      json_.array("runs", [&] { json_.object([&] { run(); }); });
    });
  }

 private:
  void words(std::string_view name, std::string_view text) { json_.field(name, well_formed(text)); }

  void run() {
    json_.object("tool", [&] { json_.object("driver", [&] { driver(); }); });
    json_.array("invocations", [&] { json_.object([&] { invocation(); }); });
    json_.object("originalUriBaseIds", [&] {
      json_.object("%SRCROOT%", [&] {
        json_.object("description", [&] { json_.field("text", "The root of the repository."); });
      });
    });
    if (!report_.sarif_category.empty()) {
      // What precedes the last `/` is the category.
      std::string id = well_formed(report_.sarif_category);
      if (!id.ends_with('/')) id += '/';
      json_.object("automationDetails", [&] { json_.field("id", id); });
    }
    json_.field("columnKind", "utf16CodeUnits");
    json_.array("results", [&] { results(); });
    json_.object("properties", [&] { write_coverage(json_, report_); });
  }

  void driver() {
    json_.field("name", "fairlead");
    json_.field("fullName", "fairlead " + report_.version);
    json_.field("version", report_.version);
    json_.field("semanticVersion", report_.version);
    json_.field("informationUri", home_page);
    json_.array("rules", [&] {
      for (const RuleInfo& rule : report_.rules) write_sarif_rule(json_, rule);
    });
    write_sarif_notification_kinds(json_);
  }

  void invocation() {
    json_.field("executionSuccessful", true);
    const std::size_t all = report_.findings.size();
    write_sarif_notifications(json_, report_, all - std::min(all, most_results));
  }

  /// The findings that are written: all, or the most severe ones, in the report's order.
  std::vector<std::size_t> chosen() const {
    std::vector<std::size_t> order(report_.findings.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    if (order.size() <= most_results) return order;
    std::ranges::stable_sort(order, std::greater<>(),
                             [&](std::size_t i) { return report_.findings[i].severity; });
    order.resize(most_results);
    std::ranges::sort(order);
    return order;
  }

  void results() {
    const std::vector<std::string> prints = fingerprints(report_);
    for (const std::size_t i : chosen()) {
      json_.object([&] { result(report_.findings[i], prints[i]); });
    }
  }

  void result(const Finding& finding, std::string_view fingerprint) {
    json_.field("ruleId", finding.rule->id);
    json_.field("ruleIndex", rule_index_.at(finding.rule->id));
    json_.field("level", severity_name(finding.severity));
    json_.object("message", [&] { json_.field("text", message(finding)); });
    json_.array("locations", [&] {
      json_.object([&] {
        json_.object("physicalLocation", [&] { physical(finding.at, true); });
        if (!finding.resource.empty()) logical(finding);
      });
    });
    const std::span<const Label> labels = related_labels(finding);
    if (!labels.empty()) {
      json_.array("relatedLocations", [&] {
        for (std::size_t i = 0; i < labels.size(); ++i) related(labels[i], i + 1);
      });
    }
    code_flow(finding);
    json_.object("partialFingerprints", [&] {
      json_.field("primaryLocationLineHash", line_hash(finding.at));
      json_.field("fairlead/v1", fingerprint);
    });
    if (!finding.fixes.empty()) {
      json_.array("fixes", [&] {
        for (const Fix& each : finding.fixes) json_.object([&] { fix(each); });
      });
    }
  }

  /// The first sentence is what GitHub shows where space is short.
  std::string message(const Finding& finding) const {
    std::string text = unlinked(well_formed(finding.message)) + ".";
    const std::span<const Label> labels = related_labels(finding);
    for (std::size_t i = 0; i < labels.size(); ++i) {
      text += fmt::format("{}[{}]({})", i == 0 ? " See: " : ", ",
                          link_text(well_formed(label_text(labels[i]))), i + 1);
    }
    if (!labels.empty()) text += ".";
    if (!finding.environments.empty())
      text += " In: " + unlinked(well_formed(some_names(finding.environments))) + ".";
    if (const std::string_view from = template_of(sources_, finding.at); !from.empty())
      text += " From: " + unlinked(well_formed(from)) + ".";
    if (!finding.help.empty()) text += " Help: " + unlinked(well_formed(finding.help)) + ".";
    return text;
  }

  static std::string_view label_text(const Label& label) {
    return label.text.empty() ? std::string_view("here") : label.text;
  }

  /// How a wrong text came to where it is deployed: from the place to edit through all that it
  /// went through.
  void code_flow(const Finding& finding) {
    if (std::ranges::none_of(finding.labels, &Label::provenance)) return;
    json_.array("codeFlows", [&] {
      json_.object([&] {
        json_.array("threadFlows", [&] {
          json_.object([&] {
            json_.array("locations", [&] {
              flow_step(finding.at, finding.caption.empty() ? "written here" : finding.caption);
              for (const Label& label : finding.labels) {
                if (label.provenance) flow_step(label.at, label_text(label));
              }
            });
          });
        });
      });
    });
  }

  void flow_step(Span at, std::string_view text) {
    json_.object([&] {
      json_.object("location", [&] {
        json_.object("physicalLocation", [&] { physical(at, false); });
        json_.object("message", [&] { words("text", text); });
      });
    });
  }

  void artifact(SourceId source) {
    json_.object("artifactLocation", [&] {
      json_.field("uri", uri_of(sources_.name(source)));
      json_.field("uriBaseId", "%SRCROOT%");
    });
  }

  void physical(Span at, bool with_snippet) {
    artifact(at.source);
    const Region region = places_.region(at);
    json_.object("region", [&] {
      write_region(region);
      if (with_snippet) snippet(without_line_break(sources_, at));
    });
  }

  void write_region(const Region& region) {
    json_.field("startLine", std::size_t{region.start_line});
    json_.field("startColumn", std::size_t{region.start_column});
    json_.field("endLine", std::size_t{region.end_line});
    json_.field("endColumn", std::size_t{region.end_column});
  }

  void snippet(Span at) {
    if (at.size() > longest_snippet) return;
    json_.object("snippet", [&] { json_.field("text", report_.shown.text(sources_, at)); });
  }

  void logical(const Finding& finding) {
    json_.array("logicalLocations", [&] {
      json_.object([&] {
        words("name", finding.resource);
        words("fullyQualifiedName",
              finding.path.empty() ? finding.resource : finding.resource + "/" + finding.path);
        json_.field("kind", "resource");
      });
    });
  }

  void related(const Label& label, std::size_t id) {
    json_.object([&] {
      json_.field("id", id);
      json_.object("physicalLocation", [&] { physical(label.at, false); });
      json_.object("message", [&] { words("text", label_text(label)); });
    });
  }

  void fix(const Fix& fix) {
    json_.object("description", [&] { words("text", fix.description); });
    std::map<SourceId, std::vector<const Edit*>> files;
    for (const Edit& edit : fix.edits) files[edit.at.source].push_back(&edit);
    json_.array("artifactChanges", [&] {
      for (const auto& [source, edits] : files) {
        json_.object([&] {
          artifact(source);
          json_.array("replacements", [&] {
            for (const Edit* edit : edits) replacement(*edit);
          });
        });
      }
    });
  }

  void replacement(const Edit& edit) {
    json_.object([&] {
      json_.object("deletedRegion", [&] { write_region(places_.region(edit.at)); });
      json_.object("insertedContent", [&] { words("text", edit.replacement); });
    });
  }

  /// Hashes are made once a file, and only of files with findings.
  std::string line_hash(Span at) {
    const auto [place, added] = hashes_.try_emplace(at.source);
    if (added) place->second = line_hashes(sources_.text(at.source));
    const std::uint32_t line = sources_.position(at.source, at.begin).line;
    return line <= place->second.size() ? place->second[line - 1] : std::string("0:1");
  }

  const Report& report_;
  const SourceMap& sources_;
  const Places places_;
  JsonWriter json_;
  std::map<std::string_view, std::size_t> rule_index_;
  std::map<SourceId, std::vector<std::string>> hashes_;
};

}  // namespace

void write_sarif(const Report& report, fmt::memory_buffer& out) {
  Sarif(report, out).write();
  out.push_back('\n');
}

}  // namespace fairlead
