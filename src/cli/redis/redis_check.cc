#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cli/files/input.h"
#include "cli/redis/redis_commands.h"
#include "cli/redis/server_files.h"
#include "cli/redis/shown.h"
#include "deploy/types/format.h"
#include "redis/acl/acl.h"
#include "redis/config/directives.h"
#include "redis/config/server_config.h"
#include "report/inert.h"
#include "run/inspect.h"

namespace fairlead {
namespace {

using redis::ServerMode;
using redis::StartCheck;
using redis::StartError;
using redis::Version;

std::uint32_t column(const std::string& text, std::uint32_t offset) {
  const auto line = offset == 0 ? std::string::npos : text.rfind('\n', offset - 1);
  const std::size_t begin = line == std::string::npos ? 0 : line + 1;
  return static_cast<std::uint32_t>(
             code_points(std::string_view(text).substr(begin, offset - begin))) +
         1;
}

/// The token with a colon behind it, where it comes from the file that was asked about and cannot
/// be a credential.
std::string token(const StartCheck& check, const StartError& error) {
  const std::string_view text = check.files[error.file].text;
  const std::string_view written = text.substr(error.begin, error.end - error.begin);
  // Of a longer text not all credentials are known.
  constexpr std::size_t longest_text = 1u << 20, longest_token = 80;
  if (error.file != 0 || written.empty() || written.size() > longest_token) return {};
  const auto is_long = [](const redis::ServerFile& file) {
    return file.text.size() > longest_text;
  };
  if (std::ranges::any_of(check.files, is_long)) return {};
  const auto line_begin = text.rfind('\n', error.begin) + 1;
  const auto words = redis::conf_tokens(text.substr(line_begin, error.end - line_begin));
  if (!words || words->empty()) return {};
  const redis::Directive* directive = redis::find_directive(words->front().text);
  constexpr std::string_view telling[] = {"user", "sentinel", "rename-command"};
  const bool harmless = directive && !directive->secret &&
                        error.kind != redis::StartErrorKind::argument_count &&
                        std::ranges::find(telling, directive->name) == std::end(telling);
  const std::string shown = error.kind == redis::StartErrorKind::acl_rule ? shown_rule(written)
                            : words->size() == 1                          ? shown_directive(written)
                            : harmless ? fmt::format("`{}`", shown_word(written))
                                       : std::string();
  return shown.empty() ? shown : shown + ": ";
}

/// What is to be said of a configuration, through one mask.
class Report {
 public:
  Report(const StartCheck& check, FileFormat format)
      : check_(check), inspection_(inspect(texts(check, format), "")), lines_(*inspection_) {}

  void print() const {
    for (const StartError& error : check_.errors) {
      const redis::ServerFile& file = check_.files[error.file];
      lines_.print(fmt::format("  {}:{}:{}: {}{}", file.path, error.line,
                               column(file.text, error.begin), token(check_, error),
                               error.message));
      if (!error.hint.empty()) lines_.print(fmt::format("    {}", error.hint));
    }
    for (const redis::StartGap& gap : check_.gaps) {
      lines_.print(fmt::format("  {}:{}: {}", check_.files[gap.file].path, gap.line, gap.text));
    }
    if (!check_.conditions.empty()) fmt::print("  what the machine decides:\n");
    for (const redis::StartCondition& condition : check_.conditions) {
      lines_.print(fmt::format("  {}:{}: {}", check_.files[condition.file].path, condition.line,
                               condition.text));
    }
  }

 private:
  static std::vector<InspectedText> texts(const StartCheck& check, FileFormat format) {
    std::vector<InspectedText> all;
    for (std::size_t i = 0; i < check.files.size(); ++i) {
      const FileFormat own = check.acl_file == i ? FileFormat::acl_file : format;
      // Every one of them, also where an ACL file is included as well.
      all.push_back({fmt::format("{} {}", i, check.files[i].path), check.files[i].text, own});
    }
    return all;
  }

  const StartCheck& check_;
  std::unique_ptr<Inspection> inspection_;
  MaskedLines lines_;
};

/// How a check ends: the process's exit code.
int code_of(const StartCheck& check) { return check.refused() ? 1 : check.unknown() ? 3 : 0; }

class Checker {
 public:
  Checker(const RedisCheckOptions& options, const ServerFiles& files, redis::ServerFile main,
          FileFormat format)
      : files_(files),
        main_(std::move(main)),
        format_(format),
        mode_(options.sentinel || format == FileFormat::sentinel_conf ? ServerMode::sentinel
                                                                      : ServerMode::data) {}

  StartCheck check(Version version, redis::StartDepth depth) const {
    if (format_ == FileFormat::acl_file) return check_acl_file(main_, version, mode_, depth);
    return check_start(main_, version, mode_, files_.access(), depth);
  }

  int one(Version version) const {
    const StartCheck result = check(version, redis::StartDepth::every_error);
    const std::string server =
        fmt::format("{}{}", name(version), mode_ == ServerMode::sentinel ? " as a Sentinel" : "");
    const std::string path = inert(main_.path);
    if (result.unknown()) {
      fmt::print("unknown: whether {} starts with `{}`\n", server, path);
    } else {
      fmt::print("{}: {} {} with `{}`\n", result.refused() ? "refused" : "starts", server,
                 result.refused() ? "does not start" : "starts", path);
    }
    // Reading the credentials costs more than the check.
    const bool more = !result.errors.empty() || !result.gaps.empty() || !result.conditions.empty();
    if (more) Report(result, format_).print();
    return code_of(result);
  }

  /// Without a version: what Redis 8.0 does, which decides, and which versions do otherwise.
  int assumed() const {
    const int code = one(Version::redis_8_0);
    if (code == 3) return code;
    std::vector<std::string> others;
    for (const Version version : redis::all_versions()) {
      if (version == Version::redis_8_0) continue;
      const int other = code_of(check(version, redis::StartDepth::first_error));
      if (other != code && other != 3) others.emplace_back(name(version));
    }
    const std::string names = joined(others, ", ");
    fmt::print("  no version is given: Redis 8.0 is assumed (--redis names another); {}\n",
               others.empty() ? "all others do the same"
               : code == 0    ? "it does not start with " + names
                              : "it starts with " + names);
    return code;
  }

 private:
  const ServerFiles& files_;
  redis::ServerFile main_;
  FileFormat format_;
  ServerMode mode_;
};

/// What the name says; whatever else is a redis.conf, as a server takes it. Nothing for a manifest.
std::optional<FileFormat> format_to_check(const RedisCheckOptions& options, std::string_view text) {
  if (options.acl_file) return FileFormat::acl_file;
  const FileFormat named = format_of(options.file).value_or(FileFormat::redis_conf);
  const bool manifest = named == FileFormat::yaml || named == FileFormat::json ||
                        text.starts_with("apiVersion:") || contains(text, "\napiVersion:");
  return manifest ? std::nullopt : std::optional(named);
}

}  // namespace

int redis_check(const RedisCheckOptions& options) {
  const ServerFiles files(options.file, options.root);
  auto main = files.main();
  if (!main) return fail(main.error());
  const auto format = format_to_check(options, main->text);
  if (!format) {
    return fail({ErrorKind::usage,
                 fmt::format("`{}` is no redis.conf, sentinel.conf or ACL file; what is inside a "
                             "manifest is checked by `fairlead lint`",
                             options.file)});
  }
  const Checker checker(options, files, std::move(*main), *format);
  if (options.version.empty()) return checker.assumed();
  const auto version = version_asked(options.version);
  return version ? checker.one(*version) : fail(version.error());
}

}  // namespace fairlead
