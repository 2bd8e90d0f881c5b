#include "run/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>

#include "base/text.h"
#include "deploy/render.h"
#include "deploy/types/file_set.h"
#include "deploy/units.h"
#include "deploy/walk.h"
#include "lint/runner.h"
#include "run/config_check.h"
#include "run/dns.h"
#include "run/ignores.h"
#include "run/owners.h"
#include "run/parallel.h"
#include "run/sketch.h"
#include "wiring/world.h"

namespace fairlead {
namespace {

/// What one unit is while the run goes on.
struct UnitState {
  std::unique_ptr<SourceMap> sources;  // the unit's made texts on top of the written ones
  std::unique_ptr<Model> model;
  std::vector<std::string> inputs;  // Rendered::inputs, sorted, each once
  std::vector<Finding> findings;
  std::vector<Gap> unknown;
  Ignores ignores;  // of its objects' annotations
  std::size_t lookups = 0;
  bool linted = true;  // false: nothing of it has changed
};

class Pipeline {
 public:
  Pipeline(const Files& disk, const RunOptions& options)
      : options_(options), files_(disk), sources_(std::make_unique<SourceMap>()) {}

  Result<RunResult> go() {
    if (auto opened = open_dns(); !opened) return tl::unexpected(opened.error());
    auto found = walk(files_.disk(), options_.paths);
    if (!found) return tl::unexpected(found.error());
    read(*found);
    auto discovery =
        discover(files_, *found, *sources_, redis::client_libraries(), use_of_config());
    if (!discovery) return tl::unexpected(discovery.error());
    for (const Config& config : discovery->configs) {
      if (auto known = check_rules(config, *sources_); !known) return tl::unexpected(known.error());
    }
    build(*discovery);
    look_up();
    lint(*discovery);
    if (options_.sketch) sketch(*options_.sketch);
    return finish(*discovery);
  }

 private:
  ConfigUse use_of_config() {
    ConfigUse use;
    use.isolated = options_.isolated || options_.config;
    if (options_.config) use.only = add_given(*options_.config);
    if (options_.inventory) use.inventory = add_given(*options_.inventory);
    return use;
  }

  const File* add_given(const GivenFile& given) {
    File& file = files_.add(*sources_, given.first, FileFormat::yaml, given.second);
    parse(file, *sources_);
    return &file;
  }

  Result<bool> open_dns() {
    resolver_ = options_.resolver;
    if (resolver_ || options_.dns.empty()) return true;
    const auto server = read_server_address(options_.dns);
    if (!server) return tl::unexpected(server.error());
    auto opened = open_resolver(*server, options_.dns_timeout);
    if (!opened) return tl::unexpected(opened.error());
    own_resolver_ = std::move(*opened);
    resolver_ = own_resolver_.get();
    return true;
  }

  /// Before the rules, so that they wait for nothing and no host is asked for twice.
  void look_up() {
    if (!resolver_) return;
    std::vector<DnsUnit> units;
    for (const UnitState& unit : units_)
      units.push_back({unit.model.get(), unit.sources.get(), unit.linted});
    dns_ = look_up_hosts(units, *resolver_);
  }

  void read(std::vector<Found> found) {
    if (options_.shuffle) std::ranges::shuffle(found, std::mt19937_64(*options_.shuffle));
    std::erase_if(found, [](const Found& entry) { return !entry.left_aside.empty(); });
    std::vector<Result<std::string>> texts(found.size());
    parallel_for(found.size(), options_.threads,
                 [&](std::size_t i) { texts[i] = files_.read(found[i].path); });
    std::vector<File*> unread;
    for (std::size_t i = 0; i < found.size(); ++i) {
      unread.push_back(&files_.add(*sources_, found[i].path, found[i].format, std::move(texts[i])));
    }
    while (!unread.empty()) {
      parallel_for(unread.size(), options_.threads,
                   [&](std::size_t i) { parse(*unread[i], *sources_); });
      unread = add_reached(files_, *sources_);
    }
  }

  void build(const Discovery& discovery) {
    units_.resize(discovery.units.size());
    std::vector<UnitSummary> summaries(units_.size());
    parallel_for(units_.size(), options_.threads, [&](std::size_t i) {
      const Unit& unit = discovery.units[i];
      units_[i].sources = std::make_unique<SourceMap>(sources_.get());
      Rendered rendered = render(unit, files_);
      units_[i].inputs = std::move(rendered.inputs);
      std::ranges::sort(units_[i].inputs);
      const auto rest = std::ranges::unique(units_[i].inputs);
      units_[i].inputs.erase(rest.begin(), rest.end());
      if (options_.changed) {
        units_[i].linted =
            owns_change(unit, discovery.configs[unit.project], units_[i].inputs, *options_.changed);
      }
      units_[i].model = build_model(unit, discovery.configs[unit.project], std::move(rendered),
                                    *units_[i].sources);
      summaries[i] = summarize(*units_[i].model, i, *units_[i].sources);
    });
    summaries_ = std::make_unique<Summaries>(std::move(summaries));
  }

  void lint(const Discovery&) {
    parallel_for(units_.size(), options_.threads, [&](std::size_t i) {
      UnitState& unit = units_[i];
      if (!unit.linted) return;
      const World world(*unit.model, i, *summaries_, dns_ ? &*dns_ : nullptr);
      unit.findings = lint_unit(*unit.model, world, *unit.sources, unit.unknown, unit.lookups);
      for (const Resource& resource : unit.model->resources)
        read_ignores(resource, *unit.sources, unit.ignores);
    });
  }

  RunResult finish(const Discovery& discovery) {
    Report report;
    std::vector<Finding> findings;
    Summary& summary = report.summary;
    for (const auto& [path, taken] : discovery.inventories)
      summary.inventories.push_back({path, taken});
    summary.files = files_.all().size();
    for (const auto& [path, file] : files_.all()) summary.documents += file->tree.documents.size();
    for (const Gap& gap : discovery.left_aside) {
      if (!options_.changed || options_.changed->contains(gap.path))
        add_not_checked(gap, *sources_, summary);
    }
    for (UnitState& unit : units_) {
      if (!unit.linted) continue;
      ++summary.units;
      summary.resources += unit.model->resources.size();
      summary.lookups += unit.lookups;
      for (const Gap& gap : unit.model->gaps) add_not_checked(gap, *unit.sources, summary);
      for (const Gap& gap : unit.unknown) add_not_checked(gap, *unit.sources, summary);
      std::ranges::move(unit.findings, std::back_inserter(findings));
      for (const Span& secret : unit.sources->secrets()) remember_secret(*unit.sources, secret);
      for (const Span& hidden : unit.sources->hidden()) {
        if (sources_->size() > static_cast<std::size_t>(hidden.source)) sources_->hide(hidden);
      }
    }
    sort_not_checked(summary);
    findings = merge_findings(std::move(findings), *sources_);
    summary.ignored = hide_ignored(discovery, findings);
    report.findings = merge_findings(std::move(findings), *sources_);
    report.rules = catalog();
    report.sources = sources_.get();
    return {std::move(sources_), std::move(report)};
  }

  void sketch(Sketch& sketch) const {
    for (std::size_t i = 0; i < units_.size(); ++i) {
      const UnitState& unit = units_[i];
      add_to_sketch(*unit.model, World(*unit.model, i, *summaries_), *unit.sources, sketch);
    }
  }

  /// Takes out what comments and annotations ask to hide, and adds what is wrong with them.
  std::size_t hide_ignored(const Discovery& discovery, std::vector<Finding>& findings) {
    std::vector<LintedUnit> linted;
    for (std::size_t i = 0; i < units_.size(); ++i) {
      if (!units_[i].linted) continue;
      const Config& config = discovery.configs[discovery.units[i].project];
      linted.push_back({&config, {}, &units_[i].ignores});
      if (const File* file = files_.find(config.path)) linted.back().files.push_back(file);
      for (const std::string& path : units_[i].inputs) {
        if (const File* file = files_.find(path)) linted.back().files.push_back(file);
      }
    }
    return apply_ignores(linted, *sources_, resolver_ != nullptr, findings);
  }

  /// Marks outlive their unit: those of made texts as the words they hid.
  void remember_secret(const SourceMap& sources, Span secret) {
    if (sources_->size() > static_cast<std::size_t>(secret.source))
      sources_->mark_secret(secret);
    else
      sources_->add_secret_text(std::string(sources.text(secret)));
  }

  static void add_not_checked(const Gap& gap, const SourceMap& sources, Summary& summary) {
    // A gap without bytes is about a whole path, which may not have been read at all.
    const Span at = gap.at.empty() ? Span{} : sources.written(gap.at);
    const std::string path = gap.path.empty() ? sources.name(at.source) : gap.path;
    summary.not_checked.push_back({path, at, gap.what, gap.reason});
  }

  static void sort_not_checked(Summary& summary) {
    const auto key = [](const NotChecked& each) {
      return std::tie(each.path, each.at.begin, each.at.end, each.what, each.reason);
    };
    auto& all = summary.not_checked;
    std::ranges::sort(all, {}, key);
    const auto rest = std::ranges::unique(all, {}, key);
    all.erase(rest.begin(), rest.end());
  }

  const RunOptions& options_;
  FileSet files_;
  std::unique_ptr<SourceMap> sources_;
  std::vector<UnitState> units_;
  std::unique_ptr<Summaries> summaries_;
  std::unique_ptr<Resolver> own_resolver_;
  Resolver* resolver_ = nullptr;  // null: nothing is asked
  std::optional<DnsFacts> dns_;
};

}  // namespace

Result<RunResult> run(const Files& files, const RunOptions& options) {
  return Pipeline(files, options).go();
}

}  // namespace fairlead
