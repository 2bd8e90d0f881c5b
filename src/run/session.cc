#include "run/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>

#include "base/known_files.h"
#include "deploy/reached.h"
#include "deploy/units.h"
#include "deploy/walk.h"
#include "deploy/worklist.h"
#include "run/config_check.h"
#include "run/dns.h"
#include "run/gather.h"
#include "run/owners.h"
#include "run/parallel.h"
#include "run/repository_builds.h"
#include "run/sketch.h"
#include "run/unit_state.h"
#include "wiring/world.h"

namespace fairlead {

/// The stages of a look, and what is kept between two of them.
class Session::Impl {
 public:
  Impl(const Files& disk, RunOptions options, RunAllowance rendering)
      : options_(std::move(options)),
        rendering_(rendering),
        asked_(asked_by(options_)),
        read_(read_by(options_)),
        disk_(disk),
        files_(disk_),
        sources_(std::make_shared<SourceMap>()) {}

  Result<RunResult> lint() {
    work_ = {};
    if (auto opened = open_dns(); !opened) return tl::unexpected(opened.error());
    auto found = walk(disk_, {options_.paths, options_.project});
    if (!found) return tl::unexpected(found.error());
    if (options_.stream) found->push_back(take(*options_.stream));
    const auto unread = files_.unread();
    read(*found);
    if (files_.unread() != unread) units_.clear();  // what is missing may lie there
    auto discovery = discover(files_, *found, kustomizations_, *sources_, redis::client_libraries(),
                              use_of_config());
    if (!discovery) return tl::unexpected(discovery.error());
    for (const Config& config : discovery->configs) {
      if (auto known = check_rules(config, *sources_); !known) return tl::unexpected(known.error());
    }
    fetched_.read(disk_, options_.chart_path, *sources_);
    discovery->sites.set_fetched(fetched_);
    discovery->sites.set_repository(repository_of(discovery->configs));
    take(std::move(*discovery));
    model();
    const std::vector<ProjectFiles> projects = files_of_projects(units_, discovery_, files_);
    if (options_.look) {
      options_.look->at({units_, projects, files_, *sources_});
      return RunResult{sources_, {}};
    }
    look_up(projects);
    read_builds();
    run_rules();
    if (options_.sketch) sketch(*options_.sketch);
    const std::vector<const File*> build_files = builds_.files();
    const GatherAsked asked{options_.changed ? &*options_.changed : nullptr,
                            resolver_ != nullptr,
                            &asked_,
                            &read_,
                            options_.lists_each,
                            build_files};
    return RunResult{sources_, gather(units_, discovery_, files_, *sources_, projects, asked)};
  }

  void changed(const std::set<std::string>& paths) {
    disk_.forget();
    for (const std::string& path : paths) {
      // What speaks for many units, or for none in particular, is rare: all is looked at anew.
      const bool speaks_for_many =
          is_config(path) || is_inventory(path) || base_name(path).starts_with("skaffold");
      if (speaks_for_many) units_.clear();
      files_.forget(path);
      builds_.forget(path);
      changed_.insert(path);
    }
  }

  const SessionWork& work() const { return work_; }

 private:
  void count(std::atomic<std::size_t> RunProgress::*done) const {
    if (options_.progress) ++(options_.progress->*done);
  }

  ConfigUse use_of_config() {
    ConfigUse use;
    use.isolated = options_.isolated || options_.config;
    if (options_.config) use.only = given(*options_.config);
    if (options_.inventory) use.inventory = given(*options_.inventory);
    if (options_.stream) {
      use.stream = files_.find(options_.stream->name);
      use.home = home_of_stream();
    }
    return use;
  }

  std::string repository_of(const std::vector<Config>& configs) const {
    for (const Config& each : configs)
      if (!each.repository.empty()) return each.repository;
    return options_.repository;
  }

  bool is_stream(std::string_view path) const {
    return options_.stream && options_.stream->name == path;
  }

  /// Standard input belongs to what is read beside it.
  std::string home_of_stream() const {
    const auto& beside = options_.project.empty() ? options_.paths : options_.project;
    if (beside.empty()) return {};
    const std::string& first = beside.front();
    return std::string(disk_.kind(first) == EntryKind::directory ? first : directory_of(first));
  }

  /// Standard input, as if the walk had found it.
  Found take(const GivenStream& stream) {
    if (!files_.find(stream.name)) {
      File& file = files_.add(*sources_, stream.name, FileFormat::yaml, stream.text);
      file.is_release = true;
      file.namespace_name = stream.namespace_name;
      parse(file, *sources_);
    }
    return {stream.name, FileFormat::yaml, "", {}, {}};
  }

  const File* given(const GivenFile& given) {
    if (const File* known = files_.find(given.first)) return known;
    File& file = files_.add(*sources_, given.first, FileFormat::yaml, given.second);
    parse(file, *sources_);
    return &file;
  }

  Result<bool> open_dns() {
    resolver_ = options_.resolver ? options_.resolver : own_resolver_.get();
    if (resolver_ || options_.dns.empty()) return true;
    const auto server = read_server_address(options_.dns);
    if (!server) return tl::unexpected(server.error());
    auto opened = open_resolver(*server, options_.dns_timeout);
    if (!opened) return tl::unexpected(opened.error());
    own_resolver_ = std::move(*opened);
    resolver_ = own_resolver_.get();
    return true;
  }

  /// Reads and parses what is new.
  void read(std::vector<Found> found) {
    forget_reached(found);
    note_unread(found);
    if (options_.shuffle) std::ranges::shuffle(found, std::mt19937_64(*options_.shuffle));
    std::erase_if(found, [&](const Found& entry) {
      return !entry.left_aside.empty() || files_.find(entry.path);
    });
    std::vector<Result<std::string>> texts(found.size());
    parallel_for(found.size(), options_.threads,
                 [&](std::size_t i) { texts[i] = files_.read(found[i].path); });
    std::vector<File*> unread;
    for (std::size_t i = 0; i < found.size(); ++i)
      unread.push_back(&files_.add(*sources_, found[i].path, found[i].format, std::move(texts[i])));
    parse_all(unread);
    ReachedFiles reached(files_, *sources_);
    std::vector<File*> parsed;
    for (const auto& [path, file] : files_.all()) parsed.push_back(file.get());
    while (!parsed.empty()) {
      parsed = reached.needed_by(parsed);
      parse_all(parsed);
    }
    kustomizations_ = std::move(reached).kustomizations();
  }

  /// The directories that cannot be read now, instead of those that could not at the last look.
  void note_unread(const std::vector<Found>& found) {
    std::vector<std::string> old;
    for (const auto& [path, reason] : files_.unread()) {
      if (!files_.find(path)) old.push_back(path);
    }
    for (const std::string& path : old) files_.forget(path);
    for (const Found& entry : found) {
      if (entry.unreadable) files_.add_unread(entry.path, entry.left_aside);
    }
  }

  void parse_all(std::span<File* const> unread) {
    work_.files_read += unread.size();
    parallel_for(unread.size(), options_.threads, [&](std::size_t i) {
      parse(*unread[i], *sources_);
      count(&RunProgress::files);
    });
  }

  /// What was read because another file named it may not be named any more.
  void forget_reached(const std::vector<Found>& found) {
    if (changed_.empty()) return;
    std::set<std::string_view> walked;
    for (const Found& entry : found) walked.insert(entry.path);
    std::vector<std::string> reached;
    for (const auto& [path, file] : files_.all()) {
      if (!walked.contains(path)) reached.push_back(path);
    }
    for (const std::string& path : reached) files_.forget(path);
  }

  /// The configurations stay where they are while their files do: units point at them.
  void take(Discovery discovery) {
    if (!units_.empty()) discovery.configs = std::move(discovery_.configs);
    discovery_ = std::move(discovery);
  }

  using Known = std::map<std::string, std::unique_ptr<UnitState>>;  // by identity()

  /// Renders and models the units, and those that they name, but for what still holds.
  void model() {
    Known known;
    for (std::unique_ptr<UnitState>& each : units_)
      known.emplace(identity(each->unit, *sources_), std::move(each));
    units_.clear();
    std::vector<std::size_t> fresh;
    Worklist worklist(std::move(discovery_.units), *sources_);
    for (auto [first, last] = worklist.next_round(); first < last;
         std::tie(first, last) = worklist.next_round()) {
      model_round(worklist, first, last, known, fresh);
      for (std::size_t i = first; i < last; ++i) {
        units_[i]->beyond.clear();
        worklist.name(i, units_[i]->named, units_[i]->beyond);
      }
    }
    keep(worklist.deployed(), fresh);
    changed_.clear();
    work_.units_modelled = fresh.size();
    std::vector<const UnitSummary*> all;
    for (const auto& unit : units_) all.push_back(&unit->summary);
    summaries_ = std::make_unique<Summaries>(all, *sources_);
    find_changed_worlds(known, fresh);
  }

  /// Leaves out what is deployed with changes as well; `fresh` says where the others are now.
  void keep(std::span<const std::size_t> deployed, std::vector<std::size_t>& fresh) {
    if (deployed.size() == units_.size()) return;
    std::vector<std::unique_ptr<UnitState>> kept;
    std::vector<std::size_t> kept_fresh;
    for (const std::size_t at : deployed) {
      if (std::ranges::binary_search(fresh, at)) kept_fresh.push_back(kept.size());
      kept.push_back(std::move(units_[at]));
    }
    units_ = std::move(kept);
    fresh = std::move(kept_fresh);
  }

  /// The units [first, last) of the worklist; those that had to be made are added to `fresh`.
  void model_round(const Worklist& worklist, std::size_t first, std::size_t last, Known& known,
                   std::vector<std::size_t>& fresh) {
    units_.resize(last);
    const std::size_t before = fresh.size();
    for (std::size_t i = first; i < last; ++i) {
      const Unit& unit = worklist.units()[i];
      const auto made = known.find(identity(unit, *sources_));
      if (made != known.end() && made->second && still_holds(*made->second, unit))
        units_[i] = std::move(made->second);
      else
        fresh.push_back(i);
    }
    std::uint64_t left = rendering_.of(last);
    for (const auto& unit : units_)
      if (unit) left -= std::min(left, unit->allowance.taken);
    const std::span<const std::size_t> due = std::span(fresh).subspan(before);
    model_in_shares(due.size(), left, options_.threads, [&](std::size_t n, Allowance allowance) {
      const Unit& unit = worklist.units()[due[n]];
      std::unique_ptr<UnitState>& state = units_[due[n]];
      // Only who has charts takes of it, and only once.
      const bool has_charts =
          unit.kind == UnitKind::chart_values || unit.kind == UnitKind::kustomization;
      if (allowance.is_nothing() && state && (!has_charts || state->allowance.is_nothing()))
        return std::uint64_t{0};
      count(&RunProgress::units);
      // Standard input is no file that git could know.
      const bool by_change = options_.changed && !is_stream(unit.root);
      state = model_unit(unit, discovery_.config(unit.config), files_, discovery_.sites, *sources_,
                         {by_change ? &*options_.changed : nullptr, &asked_}, allowance);
      return state->allowance.taken;
    });
  }

  bool still_holds(const UnitState& state, const Unit& unit) const {
    return holds(state, unit, files_) && !owns_change(unit, *state.config, state.inputs, changed_);
  }

  /// What a unit says to others may change what is found in any of its world. What is left in
  /// `known` then is gone.
  void find_changed_worlds(Known& known, const std::vector<std::size_t>& fresh) {
    std::set<WorldId> worlds;
    for (const std::size_t i : fresh) {
      const UnitState& now = *units_[i];
      const auto before = known.find(identity(now.unit, *sources_));
      const bool says_the_same = before != known.end() && before->second &&
                                 before->second->summary == now.summary &&
                                 !summaries_->shares_definitions(now.summary);
      if (!says_the_same) worlds.insert(now.unit.world);
      if (before != known.end()) before->second.reset();
    }
    for (const auto& [key, gone] : known) {
      if (gone) worlds.insert(gone->unit.world);
    }
    for (const auto& unit : units_) {
      if (worlds.contains(unit->unit.world)) unit->linted = false;
    }
  }

  /// Before the rules, so that they wait for nothing and no host is asked for twice.
  void look_up(std::span<const ProjectFiles> projects) {
    if (!resolver_) return;
    std::vector<DnsUnit> units;
    for (const auto& unit : units_)
      units.push_back({unit->facts.get(), unit->sources, unit->asked});
    const std::vector<MadeTexts> made = made_texts(units_);
    Hiding hiding(*sources_, projects, made);
    for (const auto& [path, file] : files_.all()) hiding.add(*file);
    dns_ = look_up_hosts(units, hiding, *resolver_);
    for (const auto& unit : units_) unit->linted = false;
  }

  /// What may be looked for in texts of its own, before threads read them.
  void read_builds() {
    std::vector<std::string> directories = options_.paths;
    directories.insert(directories.end(), options_.project.begin(), options_.project.end());
    // GitHub looks for them here alone, whatever part of the repository the project is.
    if (!options_.project.empty()) directories.emplace_back(".github");
    const bool other = builds_.read(
        units_, {disk_, files_, *sources_, directories, discovery_, options_.repository});
    if (!other) return;
    for (const auto& unit : units_) unit->linted = false;
  }

  void run_rules() {
    std::vector<UnitState*> due;
    for (const auto& unit : units_) {
      if (unit->asked && !unit->linted) due.push_back(unit.get());
    }
    work_.units_linted = due.size();
    parallel_for(due.size(), options_.threads, [&](std::size_t i) {
      lint_state(*due[i], *summaries_, dns_ ? &*dns_ : nullptr, builds_.of(due[i]->unit.config));
      count(&RunProgress::linted);
    });
  }

  void sketch(Sketch& sketch) const {
    for (const auto& unit : units_) {
      const World world(*unit->facts, unit->summary, *summaries_);
      add_to_sketch(*unit->facts, world, *unit->sources, sketch);
    }
  }

  const RunOptions options_;
  const RunAllowance rendering_;
  const Asked asked_, read_;  // what is reported, and what is read for it
  KnownFiles disk_;
  FileSet files_;
  KustomizationGraph kustomizations_;
  std::shared_ptr<SourceMap> sources_;
  FetchedCharts fetched_;
  std::set<std::string> changed_;
  Discovery discovery_;
  std::vector<std::unique_ptr<UnitState>> units_;
  std::unique_ptr<Summaries> summaries_;
  std::unique_ptr<Resolver> own_resolver_;
  Resolver* resolver_ = nullptr;  // null: nothing is asked
  std::optional<DnsFacts> dns_;
  RepositoryBuilds builds_;
  SessionWork work_;
};

Session::Session(const Files& files, RunOptions options, RunAllowance rendering)
    : impl_(std::make_unique<Impl>(files, std::move(options), rendering)) {}
Session::~Session() = default;
Result<RunResult> Session::lint() { return impl_->lint(); }
void Session::changed(const std::set<std::string>& paths) { impl_->changed(paths); }
const SessionWork& Session::work() const { return impl_->work(); }

Result<RunResult> run(const Files& files, const RunOptions& options) {
  return Session(files, options).lint();
}

}  // namespace fairlead
