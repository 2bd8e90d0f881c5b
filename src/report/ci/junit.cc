#include <fmt/format.h>

#include <map>

#include "report/ci/xml.h"
#include "report/coverage.h"
#include "report/inert.h"
#include "report/place.h"
#include "report/report.h"
#include "report/telling.h"

namespace fairlead {
namespace {

/// Each finding is a test: errors and warnings fail, a note passes and says its words. Where
/// nothing was found, one test passes: several readers take a report without tests for a broken
/// one. Why something was not checked is a test that was skipped. Names do not change when lines
/// move, since GitLab and Jenkins compare runs by them.
class Junit {
 public:
  Junit(const Report& report, fmt::memory_buffer& out)
      : report_(report),
        places_(*report.sources, Columns::code_points),
        telling_(report),
        out_(out) {}

  void write() {
    std::size_t failures = 0;
    for (const Finding& finding : report_.findings) failures += fails(finding) ? 1 : 0;
    const std::vector<Skipped> skipped = skipped_tests();
    const bool clean = report_.findings.empty() && !checked_nothing(report_);
    const std::string counts =
        fmt::format("name=\"fairlead\" tests=\"{}\" failures=\"{}\" errors=\"0\"",
                    report_.findings.size() + skipped.size() + (clean ? 1 : 0), failures);
    put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {}>\n", counts);
    put("  <testsuite {} skipped=\"{}\">\n", counts, skipped.size());
    for (const Finding& finding : report_.findings) test(finding);
    if (clean) put("    <testcase classname=\"fairlead\" name=\"nothing found\"/>\n");
    for (const Skipped& each : skipped) skip(each);
    put("  </testsuite>\n</testsuites>\n");
  }

 private:
  template <typename... Values>
  void put(fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Values>(values)...);
  }

  struct Skipped {
    std::string suite, name, message;
  };

  std::vector<Skipped> skipped_tests() const {
    std::vector<Skipped> all;
    if (checked_nothing(report_)) all.push_back({"fairlead", "checks", checked_words(report_)});
    for (const NotCheckedGroup& group : groups_of(report_.summary)) {
      all.push_back({"fairlead", fmt::format("{}: {}", gap_name(group.kind), inert(group.reason)),
                     fmt::format("not checked: {}", group.count)});
    }
    if (!report_.show_unknown) return all;
    for (const NotChecked& each : report_.summary.not_checked) {
      const std::string line = not_checked_line(report_, each);
      all.push_back({each.path, fmt::format("not checked: {}", line), line});
    }
    return all;
  }

  void skip(const Skipped& skipped) {
    put("    <testcase classname=\"{}\" name=\"{}\">\n", xml_text(skipped.suite),
        xml_text(numbered(skipped.suite, skipped.name)));
    put("      <skipped message=\"{}\"/>\n    </testcase>\n", xml_text(skipped.message));
  }

  /// A test's name, with a number where it is not the first one of that name.
  std::string numbered(const std::string& suite, std::string name) {
    if (const std::size_t before = seen_[{suite, name}]++; before > 0)
      name += fmt::format(" ({})", before + 1);
    return name;
  }

  static bool fails(const Finding& finding) { return finding.severity != Severity::note; }

  void test(const Finding& finding) {
    const std::string& path = report_.sources->name(finding.at.source);
    const Region at = places_.region(finding.at);
    const std::string message = telling_.message(finding);
    const std::string name = numbered(path, fmt::format("{}: {}", finding.rule->id, message));
    put("    <testcase classname=\"{}\" name=\"{}\">\n", xml_text(path), xml_text(name));
    const std::string body = xml_text(fmt::format("{}:{}:{}: {}", inert(path), at.start_line,
                                                  at.start_column, telling_.lines(finding)));
    if (fails(finding)) {
      put("      <failure type=\"{}\" message=\"{}\">{}</failure>\n",
          severity_name(finding.severity), xml_text(message), body);
    } else {
      put("      <system-out>{}</system-out>\n", body);
    }
    put("    </testcase>\n");
  }

  const Report& report_;
  const Places places_;
  const Telling telling_;
  fmt::memory_buffer& out_;
  std::map<std::pair<std::string, std::string>, std::size_t> seen_;
};

}  // namespace

void write_junit(const Report& report, fmt::memory_buffer& out) { Junit(report, out).write(); }

}  // namespace fairlead
