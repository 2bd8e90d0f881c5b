#include "cli/provenance/trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "cli/files/input.h"
#include "cli/provenance/annotated.h"
#include "cli/provenance/look.h"
#include "cli/provenance/masked.h"
#include "cli/provenance/object_path.h"
#include "report/inert.h"

namespace fairlead {
namespace {

constexpr std::size_t most_named = 8;

/// The names that are nearest to a text, each in back-quotes.
std::string nearest_words(std::string_view text, std::vector<std::string> names) {
  std::ranges::sort(names);
  const auto rest = std::ranges::unique(names);
  names.erase(rest.begin(), rest.end());
  const std::string wanted = lower(text);
  std::ranges::stable_sort(names, {}, [&](const std::string& name) {
    return edit_distance(lower(name), wanted, wanted.size() + name.size());
  });
  std::string words;
  for (std::size_t i = 0; i < std::min(names.size(), most_named); ++i)
    words += fmt::format("{}`{}`", i == 0 ? "" : ", ", names[i]);
  if (names.size() > most_named) words += fmt::format(" and {} more", names.size() - most_named);
  return words;
}

/// What is printed of one scalar.
class Explanation {
 public:
  Explanation(const SourceMap& sources, Masked& masked, std::string_view prefix)
      : sources_(sources), masked_(masked), prefix_(prefix) {}

  std::string of(const Resource& resource, const ObjectPath& asked, const Node& scalar) {
    const Span at = bytes_of(scalar, sources_);
    const Blame blame = sources_.blame(at);
    out_ = fmt::format("{}\n", inert(fmt::format("{}: {}", object_words(resource), asked.path)));
    const bool protects = resource.kind == "Secret" &&
                          (asked.steps.front() == "data" || asked.steps.front() == "stringData");
    std::string value = masked_.text(scalar, at, sources_, name_of(resource, asked), protects);
    if (value != scalar.text()) value += " (a credential is not shown)";
    row("value", {}, value.empty() ? "\"\"" : value);
    row("edit", blame.edit);
    if (!blame.key.empty()) out_ += fmt::format("{:14}write `{}` there\n", "", inert(blame.key));
    for (const Related& other : blame.others)
      row(other.kind == Related::Kind::replaced ? "wins over" : "made of", other.at);
    if (const Span line = template_before(at); line.is_place() && line != blame.edit)
      row("template", line);
    controls(at, blame);
    return std::move(out_);
  }

 private:
  /// What the value is called: of `env[X].value` the variable.
  static std::string name_of(const Resource& resource, const ObjectPath& asked) {
    std::vector<std::string> around = asked.steps;
    const std::string last = around.back();
    around.pop_back();
    const Ref beside = value_at(resource.root, around).value;
    const std::string_view name = beside["name"].text();
    return last == "value" && !name.empty() ? std::string(name) : last;
  }

  void row(std::string_view what, Span at, std::string_view text = {}) {
    const std::string place = inert(place_words(at, sources_, prefix_));
    // A line of a template may have made several parts.
    if (at.is_place() && is_part(what) && !told_.insert(place).second) return;
    const std::string line =
        at.is_place() && sources_.is_written(at.source) ? masked_.line(at) : std::string(text);
    out_ += fmt::format("  {:12}{}{}{}\n", what, place, place.empty() ? "" : "  ", inert(line));
  }

  static bool is_part(std::string_view what) {
    return what == "edit" || what == "made of" || what == "template";
  }

  /// The template's text that stands right before a value.
  Span template_before(Span at) const {
    if (at.begin == 0 || sources_.is_written(at.source)) return {};
    const std::uint32_t line = sources_.position(at.source, at.begin).line;
    for (std::uint32_t each = line; each > 0 && each + 20 > line; --each) {
      Span before = sources_.line(at.source, each);
      before.end = std::min(before.end, at.begin);
      if (before.empty()) continue;
      const Trace ways = sources_.trace(before);
      const auto written = std::ranges::find_if(ways.rbegin(), ways.rend(), [&](const Way& way) {
        return way.kind() == OriginKind::embedded &&
               sources_.name(way.written().source).find("templates/") != std::string::npos;
      });
      if (written == ways.rend()) continue;
      const Span text = written->written();
      return text.part(text.size() - (text.empty() ? 0 : 1), text.size());
    }
    return {};
  }

  void controls(Span at, const Blame& blame) {
    for (const Control& control : sources_.controls(at)) {
      const bool is_include = control.read.empty();
      row(is_include ? "included by" : "because of", control.site);
      for (const Span& read : control.read)
        if (read != blame.edit) row("  it reads", read);
    }
    std::vector<Span> known;
    for (const Control& control : sources_.controls(at))
      known.insert(known.end(), control.read.begin(), control.read.end());
    for (const Span& each : blame.conditions)
      if (std::ranges::find(known, each) == known.end()) row("decided by", each);
  }

  const SourceMap& sources_;
  Masked& masked_;
  const std::string_view prefix_;
  std::string out_;
  std::set<std::string> told_;  // places of lines
};

/// What the asked units say of an object's path.
class Question {
 public:
  Question(const ObjectPath& asked, const Deployed& deployed, std::string_view prefix)
      : asked_(asked), deployed_(deployed), prefix_(prefix) {}

  Result<std::string> answer() {
    Masked masked(deployed_);
    const std::vector<const UnitState*> units = asked_units(deployed_);
    for (const UnitState* unit : units)
      for (const Resource& resource : unit->facts->resources)
        if (asked_.means(resource)) explain(*unit, resource, units.size() > 1, masked);
    if (!told_.empty()) return told_;
    const auto wrong = is_known_ ? unknown_path() : unknown_object(units);
    return usage_error(inert(masked.words(wrong.error().message)));
  }

 private:
  void explain(const UnitState& unit, const Resource& resource, bool names_unit, Masked& masked) {
    is_known_ = true;
    const Reached reached = value_at(resource.root, asked_.steps);
    if (reached.value && reached.value->is_scalar()) {
      if (!told_.empty()) told_ += '\n';
      if (names_unit) told_ += fmt::format("{}\n", inert(unit_words(unit.unit)));
      told_ += Explanation(*unit.sources, masked, prefix_).of(resource, asked_, *reached.value);
    } else if (reached.done >= done_) {
      done_ = reached.done;
      is_collection_ = static_cast<bool>(reached.value);
      next_ = next_steps(reached.last);
    }
  }

  Result<std::string> unknown_path() const {
    const std::string there = asked_.first(done_);
    const std::string place = there.empty() ? "the object" : fmt::format("`{}`", there);
    const std::string wanted = is_collection_ ? "" : asked_.steps[done_];
    std::vector<std::string> nearest;
    for (const std::string& step : next_)
      nearest.push_back(there + (there.empty() && step[0] == '.' ? step.substr(1) : step));
    if (nearest.empty())
      return usage_error(fmt::format("{} is a value, and nothing lies below it", place));
    const std::string words = nearest_words(there + "." + wanted, std::move(nearest));
    if (is_collection_)
      return usage_error(fmt::format("{} is no single value; there are {}", place, words));
    return usage_error(fmt::format("{} has no `{}`; there are {}", place, wanted, words));
  }

  Result<std::string> unknown_object(const std::vector<const UnitState*>& units) const {
    std::vector<std::string> objects;
    std::string gaps;
    for (const UnitState* unit : units) {
      for (const Resource& resource : unit->facts->resources)
        objects.push_back(object_words(resource));
      for (const Gap& gap : unit->facts->gaps)
        if (gap.kind == GapKind::chart && gaps.empty())
          gaps = fmt::format("; {}: {}", place_words(gap.at, *unit->sources, prefix_), gap.reason);
    }
    const std::string name =
        asked_.namespace_name.empty()
            ? fmt::format("{}/{}", asked_.kind, asked_.name)
            : fmt::format("{}/{}/{}", asked_.kind, asked_.namespace_name, asked_.name);
    if (objects.empty())
      return usage_error(fmt::format("nothing is deployed from here{}", inert(gaps)));
    return usage_error(fmt::format("there is no `{}`; there are {}{}", name,
                                   nearest_words(name, std::move(objects)), inert(gaps)));
  }

  const ObjectPath& asked_;
  const Deployed& deployed_;
  const std::string_view prefix_;
  std::string told_;
  bool is_known_ = false, is_collection_ = false;
  std::size_t done_ = 0;
  std::vector<std::string> next_;
};

}  // namespace

int trace(const TraceOptions& options) {
  const auto asked = read_object_path(options.object);
  if (!asked) return fail(asked.error());
  Result<std::string> answer = usage_error("");
  std::string prefix;
  const Look look{
      [&](const Deployed& deployed) { answer = Question(*asked, deployed, prefix).answer(); }};
  if (const auto done = look_at(options.path, look, prefix); !done) return fail(done.error());
  if (!answer) return fail(answer.error());
  fmt::print("{}", *answer);
  return 0;
}

}  // namespace fairlead
