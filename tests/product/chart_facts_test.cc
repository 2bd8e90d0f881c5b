// Holds the tables of charts to what the real charts made, recorded by scripts/chart-facts.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <map>

#include "base/text.h"
#include "product/products.h"
#include "support/harness.h"
#include "tree/document.h"

namespace fairlead::testing {
namespace {

using redis::MadeHolder;
using redis::MadeService;
using redis::Setting;

/// The recorded values: flat paths.
redis::Lookup lookup_in(Ref values) {
  return [values](std::string_view path) -> Setting {
    for (const Entry& entry : values.entries()) {
      const std::string_view key = entry.key->text();
      const Ref value(entry.value);
      if (key != path) continue;
      if (!value->is_scalar()) return {Setting::State::known, "", !value.items().empty()};
      const bool set = value->kind() == Kind::boolean
                           ? value.boolean()
                           : !value.text().empty() && value.text() != "0";
      return {Setting::State::known, value.text(), set};
    }
    return {};
  };
}

std::string words(std::string_view name, std::vector<unsigned> ports, bool headless) {
  std::ranges::sort(ports);
  return fmt::format("{} {}{}", name, fmt::join(ports, ","), headless ? " headless" : "");
}

std::vector<std::string> services_of(Ref row) {
  std::vector<std::string> all;
  for (const Entry& entry : row["services"].entries()) {
    std::vector<unsigned> ports;
    for (const Node* port : Ref(entry.value)["ports"].items())
      ports.push_back(port_from(Ref(port).text()).value_or(0));
    all.push_back(words(entry.key->text(), ports, Ref(entry.value)["headless"].boolean()));
  }
  std::ranges::sort(all);
  return all;
}

std::vector<std::string> services_of(const redis::Made& made) {
  std::vector<std::string> all;
  for (const MadeService& service : made.services) {
    std::vector<unsigned> ports;
    for (const redis::MadePort& port : service.ports) ports.push_back(port.number);
    all.push_back(words(service.name, ports, service.headless));
  }
  std::ranges::sort(all);
  return all;
}

/// Secrets but for those of certificates.
std::vector<std::string> secrets_of(Ref row) {
  std::vector<std::string> all;
  for (const Entry& entry : row["secrets"].entries()) {
    if (entry.key->text().ends_with("-crt")) continue;
    for (const Node* key : Ref(entry.value).items())
      all.push_back(fmt::format("{} {}", entry.key->text(), Ref(key).text()));
  }
  std::ranges::sort(all);
  return all;
}

std::vector<std::string> secrets_of(const redis::Made& made) {
  std::vector<std::string> all;
  for (const MadeHolder& secret : made.secrets) {
    for (const std::string& key : secret.keys)
      if (secret.made) all.push_back(fmt::format("{} {}", secret.name, key));
  }
  std::ranges::sort(all);
  return all;
}

/// Whether no two Services have one name: long names are cut, and then nothing can be installed.
bool can_be_installed(const redis::Made& made) {
  std::set<std::string_view> names;
  for (const MadeService& service : made.services) names.insert(service.name);
  return names.size() == made.services.size();
}

class ChartFacts : public ::testing::Test {
 protected:
  ChartFacts() {
    const SourceId source = sources_.add_written(
        "chart_facts.json", read_directory("tests/data").at("chart_facts.json"));
    tree_ = read_json(arena_, sources_, source);
  }

  void compare(Ref row, std::string_view version, std::map<std::string, std::size_t>& compared) {
    const std::string_view chart = row["chart"].text();
    const std::string about = fmt::format("{} {} {} {}", chart, version, row["release"].text(),
                                          sources_.text(row["values"].span()));
    const redis::Product* product =
        redis::find_chart(chart, chart == "redis-ha" ? "dandydeveloper" : "bitnami");
    ASSERT_TRUE(product) << about;
    if (!redis::covers_version(*product, version)) return;
    const redis::Lookup settings = lookup_in(row["values"]);
    const auto name =
        redis::full_name(*product, std::string(row["release"].text()), chart, version, settings);
    // Which of a major version's minor ones began to clean names is not told apart.
    if (!name && row["release"].text() == "my.app") return;
    ASSERT_TRUE(name) << about;
    const redis::Made made = redis::make(*product, *name, settings);
    if (!can_be_installed(made) || !made.possible.empty()) return;
    EXPECT_EQ(services_of(made), services_of(row)) << about;
    EXPECT_EQ(secrets_of(made), secrets_of(row)) << about;
    for (const MadeHolder& map : made.config_maps) {
      bool found = !map.made;
      for (const Node* each : row["config_maps"].items()) found |= Ref(each).text() == map.name;
      EXPECT_TRUE(found) << map.name << " of " << about;
    }
    EXPECT_FALSE(made.open) << about;
    ++compared[std::string(chart)];
  }

  SourceMap sources_;
  Arena arena_;
  Tree tree_;
};

TEST_F(ChartFacts, TablesAgreeWithTheRealCharts) {
  std::map<std::string, std::size_t> compared;
  for (const Node* item : Ref(tree_.documents.at(0).root).items()) {
    const Ref row(item);
    for (const Node* version : row["versions"].items()) compare(row, Ref(version).text(), compared);
  }
  EXPECT_THAT(compared, ::testing::SizeIs(6));
  for (const auto& [chart, number] : compared) EXPECT_GT(number, 20U) << chart;
}

}  // namespace
}  // namespace fairlead::testing
