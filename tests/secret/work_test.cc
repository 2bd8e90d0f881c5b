// What anybody can write a lot of: twice the text costs about twice the work, counted in bytes that
// the readers look at, since times differ from machine to machine.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "address/url_text.h"
#include "facts/connect/endpoints.h"
#include "secret/file_reader.h"
#include "support/manifests.h"

namespace fairlead::testing {
namespace {

/// A text of one piece again and again, as hostile as it gets for some reader.
struct Repeated {
  std::string_view begin, piece, end;
};

constexpr Repeated repeated[] = {
    {"", "redis://", ""},
    {"redis://", "a,", ""},
    {"redis://h", ",host:1", ""},
    {"redis://", "a:b@", "h"},
    {"redis://", "a:b@h,", "h"},
    {"redis://", "u:p@h:1 redis://", ""},
    {"redis://h,", "redis://h,", ""},
    {"redis://h,", "foo://h,", ""},
    {"redis://:", "/", "@h"},
    {"redis://:", "%40", "@h"},
    {"redis://:", "%(", "@h"},
    {"redis://", "$(", "h"},
    {"redis://", "${", "}"},
    {"redis://", "${A}", ""},
    {"redis://", "$A_", ""},
    {"redis://", "{{", "}}"},
    {"redis://", "<a", ">"},
    {"redis://", "[", "]"},
    {"redis://", "[::1]:1,", ""},
    {"redis://", "::", ""},
    {"redis://h/", "?a=b", ""},
    {"redis://h/?", "db=1&", ""},
    {"mongodb+srv://h,", "h,", "/?srvServiceName=x"},
    {"redis://h", ".,;:!)]}", ""},
    {"redis:", "/", "u:p@h"},
    {"redis:", "redis:", "u:p@h"},
    {"redis:", "%2F", "u:p@h"},
    {"redis://", "%3A", "%40h"},
    {"", "redis:///u:p@h", ""},
    {"", "a%40", ""},
    {"\tredis://", "a,", ""},
    {"\\\"redis://", "a,", "\\t"},
    {"", "jdbc:", "redis://h"},
    {"", "\"", ""},
    {"", "'", ""},
    {"", "\\", ""},
    {"", "\\n", ""},
    {"", "\n", ""},
    {"", "\t", ""},
    {"", " ", ""},
    {"", "=", ""},
    {"", "@", ""},
    {"", ":", ""},
    {"", "//", ""},
    {"", "\u00e9", ""},
    {"", "1", ""},
    {"", "A1", ""},
    {"", "# ", ""},
    {"", "`x ", ""},
    {"", "A=B ", ""},
    {"", "pass=", ""},
    {"", "password: ", ""},
    {"", "user:", ""},
    {"user a on ", ">pw ", ""},
    {"user a on ", "+get>", ""},
    {"user a ", "#0123456789abcdef", ""},
    {"", "user ", ""},
    {"", "requirepass ", ""},
    {"", "--a ", ""},
    {"redis-cli ", "-a x ", ""},
    {"redis-cli ", "AUTH a ", ""},
    {"", "--requirepass ", ""},
    {"", "sentinel auth-pass m x ", ""},
    {"", "save 1 ", ""},
    {"", "requirepass\n", ""},
};

/// Of about so many bytes.
std::string text_of(const Repeated& each, std::size_t bytes) {
  std::string text(each.begin);
  while (text.size() < bytes) text += each.piece;
  return text.append(each.end);
}

/// Calls `steps` with a text of each kind, twice as long, and again, and holds it to its budget: at
/// most 2.3 times as much for twice the text, and so much for a byte.
template <typename Steps>
void expect_linear(std::size_t bytes, double most_for_a_byte, Steps steps) {
  for (const Repeated& each : repeated) {
    SCOPED_TRACE(fmt::format("`{}{}…{}`", each.begin, each.piece, each.end));
    double before = 0;
    for (const std::size_t size : {bytes, 2 * bytes, 4 * bytes}) {
      const std::string text = text_of(each, size);
      const double now = static_cast<double>(steps(text));
      if (before > 0) {
        EXPECT_LE(now, 2.3 * before) << text.size() << " bytes";
      }
      EXPECT_LE(now, most_for_a_byte * static_cast<double>(text.size())) << text.size() << " bytes";
      before = std::max(now, 1000.0);  // what costs next to nothing may double as it likes
    }
  }
}

TEST(Work, OfMarkingATextGrowsWithIt) {
  for (const TextKind kind : {TextKind::value, TextKind::words, TextKind::conf, TextKind::acl}) {
    SCOPED_TRACE(static_cast<int>(kind));
    expect_linear(1u << 14u, 40, [&](std::string_view text) {
      TextReader reader(text);
      reader.read({0, text.size()}, kind);
      return reader.steps;
    });
  }
}

TEST(Work, OfReadingUrlsGrowsWithTheText) {
  expect_linear(1u << 14u, 60, [](std::string_view text) {
    const redis::UrlText one(text), some(text), hosts(text);
    redis::parse_url(one);
    redis::find_urls(some);
    redis::parse_host_list(hosts);
    return one.steps() + some.steps() + hosts.steps();
  });
}

/// A pod whose variable has a text, however it is written.
std::string pod(std::string_view name, std::string_view text, char quote) {
  std::string written;
  for (const char c : text) {
    if (quote == '\'' && c == '\'')
      written += "''";
    else if (quote == '"' && (c == '"' || c == '\\'))
      written += {'\\', c};
    else if (quote == '"' && c == '\n')
      written += "\\n";
    else
      written += c;
  }
  return fmt::format(
      "kind: Pod\napiVersion: v1\nmetadata: {{name: p}}\nspec: {{containers: [{{name: c, "
      "env: [{{name: {}, value: {}{}{}}}]}}]}}\n",
      name, quote, written, quote);
}

// Names that are long, too: each host has a copy.
TEST(Work, OfFindingEndpointsGrowsWithTheFile) {
  for (const char quote : {'"', '\''}) {
    for (const bool long_name : {false, true}) {
      SCOPED_TRACE(fmt::format("{} {}", quote, long_name));
      expect_linear(1u << 14u, 400, [&](std::string_view text) {
        const std::string name = long_name ? std::string(text.size() / 4, 'R') : "";
        const Manifests made(pod(name + "_REDIS_HOST", "\t" + std::string(text), quote));
        const std::vector<Workload> workloads = workloads_of(made.resources);
        const SettingsTable settings = settings_of(workloads, {});
        return endpoints_of(settings.containers, {}, {}, made.sources).steps;
      });
    }
  }
}

// The place of a part that an escape stands before is found without reading the scalar again.
TEST(Work, OfPlacesGrowsWithTheScalar) {
  std::vector<std::size_t> steps;
  for (const std::size_t hosts : {4000u, 8000u}) {
    std::string text = "\tredis://a";
    for (std::size_t i = 0; i < hosts; ++i) text += ",a";
    const Manifests made(pod("REDIS_URL", text, '"'));
    const std::vector<Workload> workloads = workloads_of(made.resources);
    const SettingsTable settings = settings_of(workloads, {});
    const EndpointTable table = endpoints_of(settings.containers, {}, {}, made.sources);
    EXPECT_EQ(table.endpoints.size(), 256u);
    ASSERT_EQ(table.connections.size(), 1u);
    EXPECT_EQ(table.connections[0].url.hosts.size(), 256u);
    ASSERT_EQ(table.gaps.size(), 1u);
    EXPECT_EQ(table.gaps[0].what, fmt::format("{} of {} hosts", hosts + 1 - 256, hosts + 1));
    steps.push_back(table.steps);
  }
  EXPECT_LE(static_cast<double>(steps[1]), 2.3 * static_cast<double>(steps[0]));
}

/// A whole file, of which a reader looks at one line.
TEST(Work, OfMarkingAFileGrowsWithIt) {
  expect_linear(1u << 14u, 60, [](std::string_view text) {
    Manifests made("{}");
    const File& file = made.add("a.yaml", FileFormat::yaml, pod("REDIS_URL", text, '"'));
    FileReader reader(file, made.sources);
    reader.read();
    return reader.steps();
  });
}

}  // namespace
}  // namespace fairlead::testing
