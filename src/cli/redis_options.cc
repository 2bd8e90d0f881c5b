#include "cli/redis_options.h"

#include <CLI/CLI.hpp>

#include "cli/options.h"

namespace fairlead {
namespace {

constexpr const char* check_help =
    R"(Say whether a server would start with a configuration, else which token of which line stops it, and why.

FILE is a redis.conf, a sentinel.conf, an ACL file, or `-` for standard input. It is read as the server of the
version reads it: line by line, then its users or ACL file, its Sentinel statements, and what does not fit
together. Without --redis it is Redis 8.0, and versions that do otherwise are named. All that would stop the
server is told. What the machine decides (a directory that must exist, a module that must load) is listed apart.

What it includes is read in its place, and its ACL file at the end. Relative paths are looked for where `dir` goes,
else beside FILE, which stands for the server's working directory; absolute ones as they are. With --root, a
directory in which the files of a container are laid out, all paths are as if that directory were /: FILE too,
unless it lies there as it is given, and neither `..` nor a symbolic link leads out of it. Files that include each
other without end are an error. Of more than 10,000 included files, 1,000 in a row or 64 MiB, of more than 10,000
users, or of a file that cannot be read here, the answer is unknown.)";

constexpr const char* check_footer =
    R"(Examples:
  fairlead redis check redis.conf
  fairlead redis check --redis 7.2 --root ./image etc/redis/redis.conf
  fairlead redis check --sentinel --redis "valkey 8.1" sentinel.conf
  kubectl get cm redis -o jsonpath='{.data.redis\.conf}' | fairlead redis check --redis 8.0 -

Exit codes: 0 it starts, 1 it does not, 2 wrong usage, 3 unknown: FILE or what it includes cannot be read.)";

constexpr const char* explain_footer =
    R"(Examples:
  fairlead redis explain maxmemory
  fairlead redis explain lua-time-limit
  fairlead redis explain "sentinel monitor"   or `sentinel` for all statements of sentinel.conf)";

}  // namespace

void add_redis_commands(CLI::App& app, Options& options) {
  CLI::App* redis = app.add_subcommand("redis", "Ask about the configuration of a Redis or Valkey");
  redis->require_subcommand(1);
  RedisCheckOptions& check = options.redis_check;
  CLI::App* check_app = redis->add_subcommand("check", check_help);
  check_app->footer(check_footer);
  check_app->add_option("FILE", check.file, "A redis.conf, sentinel.conf or ACL file, or `-`")
      ->required();
  check_app
      ->add_option("--redis", check.version,
                   "The server's version: 7.0, 7.2.4, \"valkey 8.1\" … (default: 8.0)")
      ->type_name("VERSION");
  check_app->add_option("--root", check.root, "The directory that stands for /, for FILE and in it")
      ->type_name("DIR");
  check_app->add_flag("--sentinel", check.sentinel,
                      "The server is started as a Sentinel (so it is for *sentinel*.conf)");
  check_app->add_flag("--acl", check.acl_file, "FILE is an ACL file (so it is for *.acl)");
  check_app->callback([&options] { options.command = Command::redis_check; });

  CLI::App* explain = redis->add_subcommand(
      "explain",
      "Print what a directive takes, its default, the versions that know it, and whether "
      "CONFIG SET changes it");
  explain->footer(explain_footer);
  explain->add_option("DIRECTIVE", options.directive, "A directive's name, e.g. maxmemory-policy")
      ->required();
  explain->callback([&options] { options.command = Command::redis_explain; });
}

}  // namespace fairlead
