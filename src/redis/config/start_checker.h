#pragma once
#include <map>
#include <set>
#include <span>
#include <tuple>

#include "base/text.h"
#include "redis/acl/acl.h"
#include "redis/config/directive_check.h"
#include "redis/config/server_config.h"

namespace fairlead::redis {

/// A line of a file with its words and where they stand.
struct ServerLine {
  std::size_t file = 0;
  std::uint32_t number = 0;  ///< 1-based
  std::uint32_t begin = 0;   ///< of the line in its file
  std::vector<AclToken> words;

  std::string_view word(std::size_t index) const {
    return index < words.size() ? std::string_view(words[index].text) : std::string_view();
  }
};

/// What is told of one configuration, and how many users are read.
inline constexpr std::size_t most_errors = 1'000, most_users = 10'000;

/// Servers read lines into C strings (Redis 7.0.15 does, of redis.conf and of ACL files).
inline constexpr const char* nul_gap =
    "a NUL byte: what follows it is dropped, up to the begin of the next line; take it out, or "
    "save "
    "the file as UTF-8 where it is UTF-16";

/// The work of check_start: a server while it starts.
class StartChecker {
 public:
  StartChecker(Version version, ServerMode mode, const ServerFileAccess& access, StartDepth depth);

  StartCheck run(ServerFile main);
  StartCheck run_acl_file(ServerFile file);

 private:
  /// A file that is being read.
  struct Reading {
    std::size_t file = 0;
    std::string directory = {};          ///< where the server was when it began
    std::size_t at = 0, part = 0;        ///< the next line; where the part that is being read began
    std::uint32_t number = 0;            ///< of the last line
    ServerLine including = {};           ///< the last line, while it includes
    std::vector<std::string> next = {};  ///< what that line still includes, the last one first
  };
  void read_files();
  void read_next_line(Reading& reading);
  void end_part(Reading& reading);
  bool goes_on(const ServerFile& file, std::size_t end) const;
  void read_line(const ServerLine& line);
  void take(const ServerLine& line);
  void include(const ServerLine& line);
  void open(const ServerLine& line, const std::string& path);
  /// Whether reading one more file is within the limits; else leaves a gap.
  bool may_open(const ServerLine& line);
  bool is_being_read(const ServerFile& file) const;
  /// A file that a line names: in the directory that `dir` went to, else beside the configuration.
  tl::expected<ServerFile, FileFault> find(const ServerLine& line, const std::string& path);
  std::optional<std::vector<std::string>> find_all(const std::string& pattern) const;
  std::size_t keep(ServerFile file);
  void leave_gap(const ServerLine& line, std::string text);
  void add_condition(const ServerLine& line, std::string text);
  void list_commands();
  void rename_command(const ServerLine& line);
  void note_conditions(const ServerLine& line);

  void read_user(const ServerLine& line);
  void load_users();
  void read_acl_file(std::size_t file);
  void acl_file_line(std::size_t file, std::uint32_t number, std::uint32_t begin,
                     std::string_view text, std::set<std::string>& names);
  void check_rules(const ServerLine& line, std::size_t first, bool at_load);
  AclSettings acl_settings() const;

  void run_sentinel_lines();
  void sentinel_line(const ServerLine& line);
  void sentinel_member(const ServerLine& line, std::string_view statement);
  std::optional<StartError> sentinel_monitor(const ServerLine& line);
  std::optional<StartError> sentinel_instance(const ServerLine& line, std::size_t host_word,
                                              std::size_t port_word);

  void check_together();
  void check_addresses(const ServerLine& bind);
  void check_tls();

  StartError at_word(StartErrorKind kind, const ServerLine& line, std::size_t word,
                     std::string message, std::string hint = {}) const;
  void add(StartError error);
  /// Whether no further error is told.
  bool is_full() const { return check_.errors.size() >= most_errors_; }
  std::string value(std::string_view directive) const;
  bool is_on(std::string_view directive) const {
    return equal_ignoring_case(value(directive), "yes");
  }
  const ServerLine* setting(std::string_view directive) const;

  Version version_;
  ServerMode mode_;
  const ServerFileAccess& access_;
  std::size_t most_errors_;
  bool hints_;
  StartCheck check_;
  std::vector<Reading> reading_;                    ///< each is included by the one before
  std::map<std::string, std::size_t> known_files_;  ///< by identity
  std::set<std::tuple<StartErrorKind, std::size_t, std::uint32_t>> told_;
  std::set<std::tuple<std::size_t, std::uint32_t, std::string>> conditions_told_;
  std::size_t included_ = 0, bytes_ = 0;
  std::string directory_;                  ///< where `dir` went; "" where it did not
  bool too_many_ = false;                  ///< nothing more is included
  bool endless_ = false, beside_ = false;  ///< told
  bool joined_ = false;                    ///< the next line is a part of the one before
  std::map<std::string, ServerLine>
      settings_;                    ///< the last line of each directive, by its new name
  std::set<std::string> commands_;  ///< as rename-command leaves them; listed when it is met
  std::vector<ServerLine> users_;
  std::set<std::string> user_names_;
  std::vector<ServerLine> sentinel_lines_;
  std::vector<StartError> left_to_modules_;
  bool loads_modules_ = false;
  bool resolves_host_names_ = false;
  struct Master {
    std::set<std::string> replicas, sentinels, renamed;
  };
  std::map<std::string, Master, std::less<>> masters_;
};

}  // namespace fairlead::redis
