#include "report/machine/sarif_notifications.h"

#include <algorithm>

#include "report/coverage.h"
#include "report/inert.h"
#include "report/machine/uri.h"

namespace fairlead {
namespace {

struct Kind {
  std::string_view id, name, short_words, full_words, help;
};
constexpr Kind results_cut = {
    "results-cut", "ResultsCut", "There were too many results for one file.",
    "Code scanning keeps 5,000 results of an upload, so only the most severe are written.",
    "Lint fewer paths at a time, or fix what is shown first."};
constexpr Kind not_checked = {
    "not-checked", "NotChecked", "Something was not checked.",
    "What could not be read, rendered or connected is no result: that nothing was found says "
    "nothing of it.",
    "Run fairlead lint --show-unknown, which lists each with its place."};
constexpr Kind nothing_checked = {
    "nothing-checked", "NothingChecked", "Nothing was checked.",
    "No connection, reference or server was in view, so that there are no results says nothing.",
    "Look at the paths that fairlead is given, and at what it could not follow."};

/// More of them would hide the results.
constexpr std::size_t most_listed = 1000;

void write_kind(JsonWriter& json, const Kind& kind) {
  const auto text = [&](std::string_view name, std::string_view words) {
    json.object(name, [&] { json.field("text", words); });
  };
  json.object([&] {
    json.field("id", kind.id);
    json.field("name", kind.name);
    text("shortDescription", kind.short_words);
    text("fullDescription", kind.full_words);
    text("help", kind.help);
  });
}

class Notifications {
 public:
  Notifications(JsonWriter& json, const Report& report) : json_(json), report_(report) {}

  void write(std::size_t left_out) {
    if (left_out > 0) {
      notify(results_cut, "warning",
             fmt::format("{} results were left out: only the {} most severe are written.", left_out,
                         report_.findings.size() - left_out));
    }
    if (checked_nothing(report_))
      notify(nothing_checked, "warning", sentence(checked_words(report_)));
    if (report_.show_unknown) return list();
    for (const NotCheckedGroup& group : groups_of(report_.summary)) {
      notify(not_checked, "note",
             fmt::format("Not checked ({}): {} times.", gap_name(group.kind), group.count) + " " +
                 sentence(well_formed(group.reason)));
    }
  }

 private:
  /// Words of ours, as SARIF's viewers want them.
  static std::string sentence(std::string words) {
    if (!words.empty() && words.front() >= 'a' && words.front() <= 'z')
      words.front() = static_cast<char>(words.front() - 'a' + 'A');
    return words + ".";
  }

  void notify(const Kind& kind, std::string_view level, const std::string& words,
              const NotChecked* at = nullptr) {
    json_.object([&] {
      json_.object("descriptor", [&] { json_.field("id", kind.id); });
      json_.field("level", level);
      json_.object("message", [&] { json_.field("text", words); });
      if (at) place(*at);
    });
  }

  void list() {
    const std::vector<NotChecked>& all = report_.summary.not_checked;
    const std::size_t listed = std::min(all.size(), most_listed);
    for (std::size_t i = 0; i < listed; ++i) {
      const NotChecked& each = all[i];
      const std::string words = each.what.empty() ? each.reason : each.what + ": " + each.reason;
      notify(not_checked, "note", sentence(well_formed(words)), &each);
    }
    if (listed < all.size())
      notify(not_checked, "note", fmt::format("{} more are not listed.", all.size() - listed));
  }

  void place(const NotChecked& each) {
    json_.array("locations", [&] {
      json_.object([&] {
        json_.object("physicalLocation", [&] {
          json_.object("artifactLocation", [&] {
            json_.field("uri", uri_of(each.path));
            json_.field("uriBaseId", "%SRCROOT%");
          });
          if (each.at.empty()) return;
          const Position at = report_.sources->position(each.at.source, each.at.begin);
          json_.object("region", [&] { json_.field("startLine", std::size_t{at.line}); });
        });
      });
    });
  }

  JsonWriter& json_;
  const Report& report_;
};

}  // namespace

void write_sarif_notification_kinds(JsonWriter& json) {
  json.array("notifications", [&] {
    for (const Kind& kind : {results_cut, not_checked, nothing_checked}) write_kind(json, kind);
  });
}

void write_sarif_notifications(JsonWriter& json, const Report& report, std::size_t left_out) {
  const bool any = left_out > 0 || checked_nothing(report) || !report.summary.not_checked.empty();
  if (!any) return;
  json.array("toolExecutionNotifications", [&] { Notifications(json, report).write(left_out); });
}

}  // namespace fairlead
