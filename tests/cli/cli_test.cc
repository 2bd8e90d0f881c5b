// The scenarios of tests/scenarios: commands in a shell, with what they print and how they end.
//
//     # what this is about
//     in fixtures/incidents/raibid/working
//     $ fairlead lint .
//     what stands on stdout
//     2> what stands on stderr
//     exit 0
//
// Each file runs in a temporary directory: a copy of the one after `in`, or an empty one. A line
// `...` stands for any lines. With FAIRLEAD_UPDATE=1 in the environment, what was printed replaces
// what does not fit; read the difference before it is committed.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace fairlead::testing {
namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

struct Step {
  std::string command;
  Lines out, err;
  int exit_code = -1;
};

struct Scenario {
  Lines head;  ///< comments and `in`, as they stand
  std::string directory;
  std::vector<Step> steps;
};

std::string content(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

Lines lines_of(const std::string& text) {
  Lines lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

Scenario parse(const std::string& text) {
  Scenario scenario;
  bool inside = false;
  for (const std::string& line : lines_of(text)) {
    if (line.starts_with("$ ")) {
      scenario.steps.push_back({line.substr(2), {}, {}, -1});
      inside = true;
    } else if (!inside && scenario.steps.empty()) {
      scenario.head.push_back(line);
      if (line.starts_with("in ")) scenario.directory = line.substr(3);
    } else if (inside && line.starts_with("exit ")) {
      scenario.steps.back().exit_code = std::stoi(line.substr(5));
      inside = false;
    } else if (inside && line.starts_with("2> ")) {
      scenario.steps.back().err.push_back(line.substr(3));
    } else if (inside) {
      scenario.steps.back().out.push_back(line);
    }
  }
  return scenario;
}

std::string print(const Scenario& scenario) {
  std::string text;
  for (const std::string& line : scenario.head) text += line + "\n";
  for (const Step& step : scenario.steps) {
    if (&step != &scenario.steps.front()) text += "\n";
    text += "$ " + step.command + "\n";
    for (const std::string& line : step.out) text += line + "\n";
    for (const std::string& line : step.err) text += "2> " + line + "\n";
    text += "exit " + std::to_string(step.exit_code) + "\n";
  }
  return text;
}

/// Whether the lines are as expected, `...` standing for any number of lines.
bool fits(const Lines& expected, const Lines& printed, std::size_t i = 0, std::size_t j = 0) {
  if (i == expected.size()) return j == printed.size();
  if (expected[i] == "...") {
    for (; j <= printed.size(); ++j) {
      if (fits(expected, printed, i + 1, j)) return true;
    }
    return false;
  }
  return j < printed.size() && expected[i] == printed[j] && fits(expected, printed, i + 1, j + 1);
}

std::string joined(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

/// A directory that lives as long as the object; `work` is where the commands run.
class Place {
 public:
  explicit Place(const std::string& copied) {
    std::string name = (fs::temp_directory_path() / "fairlead-cli-XXXXXX").string();
    root = mkdtemp(name.data());
    work = root / "work";
    if (copied.empty()) {
      fs::create_directory(work);
    } else {
      fs::copy(fs::path(FAIRLEAD_ROOT) / copied, work, fs::copy_options::recursive);
    }
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  ~Place() { fs::remove_all(root); }

  fs::path root, work;
};

/// Where the program is: that of this build, or one that FAIRLEAD_PROGRAMS names.
std::string programs() {
  const char* named = std::getenv("FAIRLEAD_PROGRAMS");
  return named ? named : FAIRLEAD_BUILD;
}

/// Runs a command in a bare environment; the program stands first in the path.
Step run(const Place& place, const std::string& command) {
  const fs::path script = place.root / "command", out = place.root / "out",
                 err = place.root / "err";
  std::ofstream(script) << "cd '" << place.work.string() << "' || exit 99\n" << command << "\n";
  const std::string whole = "env -i PATH='" + programs() + "':/usr/bin:/bin LC_ALL=C.UTF-8 sh '" +
                            script.string() + "' >'" + out.string() + "' 2>'" + err.string() +
                            "' </dev/null";
  const int status = std::system(whole.c_str());
  return {command, lines_of(content(out)), lines_of(content(err)),
          WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status)};
}

std::vector<std::string> scenario_names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(fs::path(FAIRLEAD_ROOT) / "tests/scenarios")) {
    if (entry.path().extension() == ".txt") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

class Cli : public ::testing::TestWithParam<std::string> {};

TEST_P(Cli, Scenario) {
  const fs::path path = fs::path(FAIRLEAD_ROOT) / "tests/scenarios" / (GetParam() + ".txt");
  Scenario scenario = parse(content(path));
  ASSERT_FALSE(scenario.steps.empty()) << "no command in " << path;
  const bool update = std::getenv("FAIRLEAD_UPDATE") != nullptr;

  const Place place(scenario.directory);
  bool changed = false;
  for (Step& expected : scenario.steps) {
    const Step actual = run(place, expected.command);
    if (fits(expected.out, actual.out) && fits(expected.err, actual.err) &&
        expected.exit_code == actual.exit_code) {
      continue;
    }
    if (update) {
      expected = actual;
      changed = true;
      continue;
    }
    EXPECT_EQ(expected.exit_code, actual.exit_code) << expected.command;
    if (!fits(expected.out, actual.out)) {
      EXPECT_EQ(joined(expected.out), joined(actual.out)) << expected.command;
    }
    if (!fits(expected.err, actual.err)) {
      EXPECT_EQ(joined(expected.err), joined(actual.err)) << expected.command << " (stderr)";
    }
  }
  if (changed) std::ofstream(path, std::ios::binary) << print(scenario);
}

INSTANTIATE_TEST_SUITE_P(Scenarios, Cli, ::testing::ValuesIn(scenario_names()),
                         [](const auto& scenario) {
                           std::string name = scenario.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace fairlead::testing
